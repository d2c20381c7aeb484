using System.Text.Json;
using System.Text.Json.Nodes;
using Podium.EvalService.Checks;

namespace Podium.EvalService.Suites.Importing;

/// <summary>Turns promptfoo's assertions into checks. The names of most are the same; one that asks for code or another library is left out and noted.</summary>
internal static class PromptfooAsserts
{
    private static readonly string[] Kept = ["type", "value", "weight", "threshold", "metric"];

    /// <summary>Members that change what is compared, and without which the check would be another one.</summary>
    private static readonly string[] Essential = ["transform", "contextTransform", "config"];

    /// <returns>What a test's <c>checks</c> holds; null without any.</returns>
    public static JsonNode? Map(IEnumerable<(string Place, JsonNode? Assert)> asserts, JsonNode? threshold, JsonObject vars, ImportNotes notes, ImportBudget budget)
    {
        var checks = new JsonArray();
        foreach (var (place, assert) in asserts)
        {
            if (Map(place, assert as JsonObject, vars, notes, budget) is { } check)
            {
                checks.Add(check);
            }
        }

        return checks.Count == 0 ? null
            : threshold?.GetValueKind() == JsonValueKind.Number ? new JsonObject { ["threshold"] = threshold.DeepClone(), ["checks"] = checks }
            : checks;
    }

    private static JsonObject? Map(string place, JsonObject? assert, JsonObject vars, ImportNotes notes, ImportBudget budget)
    {
        if (ImportJson.Text(assert?["type"]) is not { } type)
        {
            notes.Add(place, "Left out: an assertion has a type.");
            return null;
        }

        if (Essential.FirstOrDefault(assert!.ContainsKey) is { } essential)
        {
            notes.Add(place, $"Left out: {type} with {essential}, which Podium has no counterpart of.");
            return null;
        }

        var check = new JsonObject();
        foreach (var (name, value) in assert)
        {
            if (Kept.Contains(name))
            {
                check[name] = Filled(value, vars, place, notes, budget);
            }
            else if (name == "assert" && value is JsonArray inner)
            {
                var index = 0;
                check["assert"] = new JsonArray([.. inner.Select(one => Map($"{place}.assert[{index++}]", one as JsonObject, vars, notes, budget)).OfType<JsonNode>()]);
            }
            else
            {
                notes.Add(place, $"'{name}' of {type} is left out.");
            }
        }

        if (ImportJson.IsText(check["value"]) && ImportJson.Text(check["value"])!.StartsWith("file://", StringComparison.Ordinal))
        {
            notes.Add(place, $"Left out: {type} reads its value from another file.");
            return null;
        }

        CheckSet.TryParse(null, JsonSerializer.SerializeToElement(new JsonArray(check.DeepClone()), ImportJson.Options), out var problems);
        if (problems.Count == 0)
        {
            return check;
        }

        notes.Add(place, problems[0].Field.EndsWith(".type", StringComparison.Ordinal)
            ? $"Left out: {type} has no counterpart."
            : $"Left out: {type}: {problems[0].Message}");
        return null;
    }

    private static JsonNode? Filled(JsonNode? value, JsonObject vars, string place, ImportNotes notes, ImportBudget budget) => value switch
    {
        JsonValue when ImportJson.IsText(value) => JsonValue.Create(PromptTemplate.Fill(value.GetValue<string>(), vars, place, notes, budget)),
        JsonArray entries => new JsonArray([.. entries.Select(entry => Filled(entry, vars, place, notes, budget))]),
        _ => value?.DeepClone(),
    };
}
