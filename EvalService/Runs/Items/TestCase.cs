using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Tools;
using Podium.Generation.V1;

namespace Podium.EvalService.Runs.Items;

/// <summary>A test as its run asks it: read once, however many cars and repetitions.</summary>
internal sealed class TestCase
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public string? SystemPrompt { get; init; }

    public required string UserPrompt { get; init; }

    public string? Reference { get; init; }

    public CheckSet Checks { get; private init; } = CheckSet.Empty;

    public IReadOnlyList<DeclaredTool> Tools { get; private init; } = [];

    /// <summary>Why the test cannot be asked: what saving it should have refused. Null: it can.</summary>
    public string? Defect { get; private init; }

    public static TestCase Of(TestRow row)
    {
        IReadOnlyList<CheckProblem> problems = [];
        (string Field, string Message)? problem = null;
        CheckSet? checks = null;
        IReadOnlyList<DeclaredTool>? tools = null;
        try
        {
            checks = CheckSet.TryParse(row.ExpectedConstraints, Parse(row.Checks), out problems);
            tools = ToolSchema.TryParse(Parse(row.ToolsSchemaJson), out problem);
        }
        catch (JsonException e)
        {
            // What the database takes for JSON may be nested deeper than is read here.
            problems = [new CheckProblem("checks", e.Message)];
        }

        return new TestCase
        {
            Id = row.Id,
            Name = row.Name,
            SystemPrompt = row.SystemPrompt,
            UserPrompt = row.UserPrompt,
            Reference = row.Reference,
            Checks = checks ?? CheckSet.Empty,
            Tools = tools ?? [],
            Defect = checks is null ? $"{problems[0].Field}: {problems[0].Message}" : problem is { } found ? $"{found.Field}: {found.Message}" : null,
        };
    }

    public IEnumerable<Message> Messages()
    {
        if (!string.IsNullOrEmpty(SystemPrompt))
        {
            yield return new Message { Role = "system", Text = SystemPrompt };
        }

        yield return new Message { Role = "user", Text = UserPrompt };
    }

    public IEnumerable<Tool> DeclaredTools() =>
        Tools.Select(tool => new Tool { Name = tool.Name, Description = tool.Description, ParametersJson = tool.ParametersJson });

    private static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}

internal sealed record TestRow(
    long Id, string Name, string? SystemPrompt, string UserPrompt, string? ExpectedConstraints, string? ToolsSchemaJson, string? Checks, string? Reference);
