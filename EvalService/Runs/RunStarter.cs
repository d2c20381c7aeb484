using Grpc.Core;
using Microsoft.Extensions.Options;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs;

/// <summary>Starts runs: everything they depend on is copied into them, so that nothing done later changes what they measured.</summary>
internal sealed class RunStarter(RunStore store, Completions completions, IOptions<EvalOptions> options)
{
    public async Task<long> StartAsync(StartRunRequest request, PodiumUser owner, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var suite = await store.FindSuiteAsync(request.SuiteId, request.SuiteVersion, cancellationToken)
            ?? throw new NotFoundException(
                request.SuiteVersion is { } version ? $"Suite {request.SuiteId} has no version {version}." : $"There is no suite {request.SuiteId}.",
                "suite.not_found");
        if (suite.Tests == 0)
        {
            throw new InvalidInputException("suite_id", "The suite has no tests.", "suite.empty");
        }

        CheckSize(suite.Tests * request.CarIds.Count * request.Repetitions);
        var wanted = request.JudgeCarId is { } judge ? request.CarIds.Append(judge) : request.CarIds;
        var cars = await GetCarsAsync(wanted, owner, cancellationToken);
        return await store.AddAsync(
            new NewRun
            {
                SuiteId = request.SuiteId,
                SuiteVersionId = suite.VersionId,
                Cars = [.. request.CarIds.Select(id => Find(cars, id, "car_ids"))],
                JudgeCar = request.JudgeCarId is { } id ? Find(cars, id, "judge_car_id") : null,
                Mode = request.Mode,
                Repetitions = request.Repetitions,
                Warmups = request.Warmups,
                Limits = request.Limits,
                Label = request.Label,
                Owner = owner,
                IdempotencyKey = idempotencyKey,
            },
            cancellationToken);
    }

    /// <summary>The same suite version, cars and settings in a new run.</summary>
    public async Task<long> StartAgainAsync(long runId, PodiumUser owner, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var run = await store.ReadStartAsync(runId, owner, cancellationToken) ?? throw RunsApi.Unknown(runId);
        return await store.AddAsync(run with { IdempotencyKey = idempotencyKey }, cancellationToken);
    }

    private void CheckSize(long items)
    {
        if (items > options.Value.MaxItems)
        {
            var fields = new FieldReader("body");
            fields.Refuse("car_ids", $"A run has at most {options.Value.MaxItems} items; this one would have {items}.", "too_long");
            fields.ThrowIfInvalid();
        }
    }

    private async Task<IReadOnlyDictionary<long, CarSnapshot>> GetCarsAsync(IEnumerable<long> ids, PodiumUser owner, CancellationToken cancellationToken)
    {
        try
        {
            return await completions.GetCarsAsync(ids, owner, cancellationToken);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(503, "generation_unavailable", $"The cars cannot be looked up right now: {e.Status.Detail}") { RetryAfter = TimeSpan.FromSeconds(2) };
        }
    }

    private static CarSnapshot Find(IReadOnlyDictionary<long, CarSnapshot> cars, long id, string field) =>
        cars.GetValueOrDefault(id) ?? throw new InvalidInputException(field, $"There is no car {id}.", "car.not_found");
}
