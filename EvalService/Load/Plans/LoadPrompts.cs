using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Load.Driving;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Load.Plans;

/// <summary>What a load asks: one prompt again and again, or the prompts of a suite in turn.</summary>
internal sealed class LoadPrompts([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    public const int LongestPrompt = 1_000_000;

    private const int MostPrompts = 500;
    private const int MostCharacters = 8_000_000;

    /// <summary>As they are now: the load keeps them.</summary>
    /// <exception cref="NotFoundException">There is no such suite.</exception>
    /// <exception cref="InvalidInputException">It has no test that fits.</exception>
    public async Task<IReadOnlyList<LoadPrompt>> ReadAsync(StartLoadRequest request, CancellationToken cancellationToken)
    {
        if (request.Plan.SuiteId is not { } suite)
        {
            return [new LoadPrompt(request.System, request.Prompt!)];
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var version = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            select v.id from eval.suites s join eval.suite_versions v on v.suite_id = s.id and v.version = s.current_version
            where s.id = @suite and s.deleted_at is null
            """,
            new { suite },
            cancellationToken: cancellationToken)) ?? throw new NotFoundException($"There is no suite {suite}.", "suite.not_found");
        var rows = await connection.QueryAsync<(string? System, string User)>(new CommandDefinition(
            """
            select system_prompt, user_prompt from eval.tests
            where suite_version_id = @version and length(user_prompt) + coalesce(length(system_prompt), 0) <= @LongestPrompt
            order by order_index, id limit @MostPrompts
            """,
            new { version, LongestPrompt, MostPrompts },
            cancellationToken: cancellationToken));
        var left = MostCharacters;
        var prompts = rows.TakeWhile(row => (left -= row.User.Length + (row.System?.Length ?? 0)) > 0)
            .Select(row => new LoadPrompt(request.System ?? row.System, row.User))
            .ToList();
        return prompts.Count > 0
            ? prompts
            : throw new InvalidInputException("suite_id", $"The suite has no test of at most {LongestPrompt} characters.", "suite.empty");
    }
}
