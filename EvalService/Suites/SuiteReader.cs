using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Tools;

namespace Podium.EvalService.Suites;

/// <summary>
/// Reads the seed's suite JSON, with what Podium adds to it:
/// <c>{"name", "category", "description"?, "rubric"?, "tests": [{"order_index", "name", "system_prompt"?, "user_prompt", "expected_constraints"?,
/// "tools_schema_json"?, "checks"?, "reference"?, "family"?, "metadata"?}]}</c>. Everything that a run would stumble over is refused here, by field.
/// </summary>
internal static class SuiteReader
{
    public const int LongestName = 200;
    public const int LongestPrompt = 4_000_000;
    private const int LongestText = 100_000;
    private const int LongestChecks = 1_000_000;

    private static readonly JsonValueKind[] _array = [JsonValueKind.Array];
    private static readonly JsonValueKind[] _object = [JsonValueKind.Object];
    private static readonly JsonValueKind[] _either = [JsonValueKind.Array, JsonValueKind.Object];

    /// <param name="partial">A change: what is absent stays.</param>
    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Naming every field at fault.</exception>
    public static SuiteDraft Read(JsonElement body, int maxTests, bool partial = false)
    {
        var fields = new SuiteFields();
        if (body.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("name", "A suite is a JSON object.", "model_attributes_type");
            fields.ThrowIfInvalid();
        }

        var draft = new SuiteDraft
        {
            Name = Label(fields, body, "name", partial),
            Category = Label(fields, body, "category", partial),
            Description = fields.Text(body, "description", "description", LongestText),
            HasDescription = body.TryGetProperty("description", out _),
            Rubric = fields.Text(body, "rubric", "rubric", LongestText),
            HasRubric = body.TryGetProperty("rubric", out _),
            Tests = ReadTests(fields, body, maxTests, partial),
        };
        fields.ThrowIfInvalid();
        return draft;
    }

    /// <summary>What is wrong with a test that was not sent as one, but made from another format.</summary>
    public static (SuiteTest? Test, IReadOnlyList<ServiceDefaults.Errors.InvalidField> Problems) ReadTest(JsonElement test, int position)
    {
        var fields = new SuiteFields();
        var read = ReadTest(fields, test, position, $"tests[{position}]");
        return (fields.Problems.Count == 0 ? read : null, fields.Problems);
    }

    private static string? Label(SuiteFields fields, JsonElement body, string name, bool partial) =>
        fields.Text(body, name, name, LongestName, required: !partial || body.TryGetProperty(name, out _))?.Trim();

    private static List<SuiteTest>? ReadTests(SuiteFields fields, JsonElement body, int most, bool partial)
    {
        if (!body.TryGetProperty("tests", out var array) || (partial && array.ValueKind == JsonValueKind.Null))
        {
            if (!partial)
            {
                fields.Refuse("tests", "tests is required.", "missing");
            }

            return null;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            fields.Refuse("tests", "tests is an array.", "list_type");
            return null;
        }

        if (array.GetArrayLength() > most)
        {
            fields.Refuse("tests", $"A suite has at most {most:N0} tests; these are {array.GetArrayLength():N0}.", "too_long");
            return null;
        }

        return ReadTests(fields, array);
    }

    private static List<SuiteTest> ReadTests(SuiteFields fields, JsonElement array)
    {
        var tests = new List<SuiteTest>(array.GetArrayLength());
        var taken = new Dictionary<int, int>();
        var position = 0;
        foreach (var json in array.EnumerateArray())
        {
            var path = $"tests[{position}]";
            if (ReadTest(fields, json, position, path) is { } test)
            {
                tests.Add(test);
                if (!taken.TryAdd(test.OrderIndex, position))
                {
                    fields.Refuse($"{path}.order_index", $"tests[{taken[test.OrderIndex]}] has the order_index {test.OrderIndex} already.");
                }
            }

            position++;
            if (fields.IsFull)
            {
                break;
            }
        }

        tests.Sort((one, other) => one.OrderIndex.CompareTo(other.OrderIndex));
        return tests;
    }

    private static SuiteTest? ReadTest(SuiteFields fields, JsonElement json, int position, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse(path, "A test is an object.", "model_attributes_type");
            return null;
        }

        var name = fields.Text(json, "name", $"{path}.name", LongestName, required: true);
        var prompt = fields.Text(json, "user_prompt", $"{path}.user_prompt", LongestPrompt, required: true);
        var constraints = fields.Text(json, "expected_constraints", $"{path}.expected_constraints", LongestChecks);
        var tools = fields.Json(json, "tools_schema_json", $"{path}.tools_schema_json", _array, LongestChecks);
        var checks = fields.Json(json, "checks", $"{path}.checks", _either, LongestChecks);
        CheckTools(fields, path, tools);
        CheckChecks(fields, path, constraints, checks);
        return new SuiteTest
        {
            OrderIndex = fields.Integer(json, "order_index", $"{path}.order_index") ?? position,
            Name = name ?? "",
            SystemPrompt = fields.Text(json, "system_prompt", $"{path}.system_prompt", LongestPrompt),
            UserPrompt = prompt ?? "",
            ExpectedConstraints = constraints,
            ToolsSchemaJson = tools?.GetRawText(),
            Checks = checks?.GetRawText(),
            Reference = fields.Text(json, "reference", $"{path}.reference", LongestPrompt),
            Family = fields.Text(json, "family", $"{path}.family", LongestName),
            Metadata = fields.Json(json, "metadata", $"{path}.metadata", _object, LongestText)?.GetRawText(),
        };
    }

    private static void CheckTools(SuiteFields fields, string path, JsonElement? tools)
    {
        if (tools is not null && ToolSchema.TryParse(tools, out var problem) is null && problem is { } found)
        {
            fields.Refuse($"{path}.{found.Field}", found.Message);
        }
    }

    private static void CheckChecks(SuiteFields fields, string path, string? constraints, JsonElement? checks)
    {
        CheckSet.TryParse(constraints, checks, out var problems);
        foreach (var problem in problems)
        {
            fields.Refuse($"{path}.{problem.Field}", problem.Message);
        }
    }
}
