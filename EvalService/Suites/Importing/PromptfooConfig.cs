using System.Text.Json;
using System.Text.Json.Nodes;
using Podium.EvalService.Checks;

namespace Podium.EvalService.Suites.Importing;

/// <summary>
/// A promptfoo config: each prompt with each test is a case, and each value of a variable that is a list is one more. What promptfoo takes from
/// other files, from code or from providers is noted and left out.
/// </summary>
internal sealed class PromptfooConfig(JsonObject config, ImportedCases cases, ImportNotes notes, ImportBudget budget)
{
    private static readonly string[] Understood = ["description", "prompts", "tests", "defaultTest", "providers", "targets", "$schema", "tags", "sharing", "outputPath"];
    private static readonly string[] OfTest = ["description", "vars", "assert", "threshold", "metadata", "options", "provider"];

    private readonly JsonObject _default = config["defaultTest"] as JsonObject ?? [];
    private readonly long _inherited = SizeWithoutVars(config["defaultTest"] as JsonObject ?? []);

    public static bool Looks(JsonObject json) => json.ContainsKey("prompts") || json.ContainsKey("providers") || json.ContainsKey("defaultTest");

    public void Read()
    {
        foreach (var (name, _) in config.Where(member => !Understood.Contains(member.Key)))
        {
            notes.Add(name, $"'{name}' is left out.");
        }

        if (config["defaultTest"] is not (null or JsonObject))
        {
            notes.Add("defaultTest", "A default test in another file cannot be read from here and is left out.");
        }

        if (config["providers"] is not null || config["targets"] is not null)
        {
            notes.Add("providers", "Providers are left out: cars take their place.");
        }

        var prompts = ReadPrompts();
        if (prompts.Count == 0)
        {
            return;
        }

        if (config["tests"] is JsonArray tests)
        {
            for (var i = 0; i < tests.Count; i++)
            {
                ReadTest($"tests[{i}]", i, tests[i] as JsonObject, prompts);
            }
        }
        else if (config["tests"] is not null)
        {
            notes.Add("tests", "Tests in other files cannot be read from here: import that file by itself.");
        }
        else
        {
            ReadTest("prompts", 0, [], prompts);
        }
    }

    private List<(string Label, string Text)> ReadPrompts()
    {
        var prompts = new List<(string, string)>();
        var given = config["prompts"] is JsonArray array ? [.. array] : new[] { config["prompts"] };
        for (var i = 0; i < given.Length; i++)
        {
            var text = ImportJson.Text(given[i] is JsonObject prompt ? prompt["raw"] ?? prompt["content"] ?? prompt["id"] : given[i]);
            if (text is null || text.StartsWith("file://", StringComparison.Ordinal) || text.StartsWith("exec:", StringComparison.Ordinal))
            {
                notes.Add($"prompts[{i}]", "Left out: only prompts that stand in the config itself can be read.");
                continue;
            }

            prompts.Add((Shortened(ImportJson.Text((given[i] as JsonObject)?["label"]) ?? $"prompt {i + 1}"), text));
        }

        return prompts;
    }

    private void ReadTest(string place, int index, JsonObject? test, List<(string Label, string Text)> prompts)
    {
        if (!cases.TakesMore(place))
        {
            return;
        }

        if (test is null)
        {
            cases.Skip(place, "Left out: a test is an object; those in other files cannot be read from here.");
            return;
        }

        foreach (var (name, _) in test.Where(member => !OfTest.Contains(member.Key)))
        {
            notes.Add(place, $"'{name}' of a test is left out.");
        }

        var options = Merged(_default["options"], test["options"]);
        foreach (var (name, _) in options.Where(option => option.Key is not ("prefix" or "suffix")))
        {
            notes.Add(place, $"The option '{name}' is left out.");
        }

        var vars = Merged(_default["vars"], test["vars"]);
        var shared = _inherited + SizeWithoutVars(test);
        foreach (var one in Combinations(vars, place))
        {
            var size = shared + NodeSize.Of(one).Characters;
            foreach (var (label, text) in prompts)
            {
                // Lists multiply: what is left of them is not worth counting.
                if (!cases.TakesMore(place))
                {
                    return;
                }

                budget.Spend(size);
                AddCase(place, index, test, one, options, text, prompts.Count > 1 ? label : null);
            }
        }
    }

    private void AddCase(string place, int index, JsonObject test, JsonObject vars, Dictionary<string, JsonNode?> options, string prompt, string? label)
    {
        var name = ImportJson.Text(test["description"]) is { Length: > 0 } said ? PromptTemplate.Fill(said, vars, place, notes, budget) : $"Test {index + 1}";
        var result = new JsonObject
        {
            ["name"] = Shortened(label is null ? name : $"{name} · {label}"),
            ["family"] = $"test-{index + 1}",
            ["checks"] = PromptfooAsserts.Map(Asserts("defaultTest", _default).Concat(Asserts(place, test)), test["threshold"] ?? _default["threshold"], vars, notes, budget),
            ["metadata"] = new JsonObject { ["vars"] = vars.DeepClone(), ["promptfoo"] = (test["metadata"] as JsonObject)?.DeepClone() },
        };
        FillPrompt(result, $"{ImportJson.Text(options.GetValueOrDefault("prefix"))}{prompt}{ImportJson.Text(options.GetValueOrDefault("suffix"))}", vars, place);
        cases.Add(place, result);
    }

    /// <summary>A prompt may be a list of messages in JSON; variables are filled in after it is read, so that their quotes do no harm.</summary>
    private void FillPrompt(JsonObject test, string prompt, JsonObject vars, string place)
    {
        var isList = prompt.AsSpan().TrimStart().StartsWith("[");
        budget.Spend(isList ? prompt.Length : 0);
        if (isList && TryParse(prompt) is JsonArray messages && messages.All(message => message is JsonObject))
        {
            CaseRecord.ReadMessages(messages, test, place, notes);
        }
        else
        {
            test["user_prompt"] = prompt;
        }

        foreach (var name in new[] { "system_prompt", "user_prompt" })
        {
            if (ImportJson.Text(test[name]) is { } text)
            {
                test[name] = PromptTemplate.Fill(text, vars, place, notes, budget);
            }
        }
    }

    private static IEnumerable<(string Place, JsonNode? Assert)> Asserts(string place, JsonObject test) =>
        (test["assert"] as JsonArray ?? []).Select((assert, index) => ($"{place}.assert[{index}]", assert));

    /// <summary>promptfoo's rule: a variable that is a list stands for one test per value, and several lists for each combination.</summary>
    private IEnumerable<JsonObject> Combinations(Dictionary<string, JsonNode?> vars, string place)
    {
        foreach (var (name, value) in vars)
        {
            if (ImportJson.IsText(value) && value!.GetValue<string>().StartsWith("file://", StringComparison.Ordinal))
            {
                notes.Add(place, $"The variable '{name}' is read from another file and stays as it is written.");
            }
        }

        // Which value of each list is next; the last list turns fastest.
        var lists = vars.Where(entry => entry.Value is JsonArray { Count: > 0 }).Select(entry => (entry.Key, Values: (JsonArray)entry.Value!)).ToList();
        var chosen = lists.ToDictionary(list => list.Key, _ => 0);
        for (var turning = 0; turning >= 0;)
        {
            var one = new JsonObject();
            foreach (var (name, value) in vars)
            {
                one[name] = (chosen.TryGetValue(name, out var at) ? ((JsonArray)value!)[at] : value)?.DeepClone();
            }

            yield return one;
            for (turning = lists.Count - 1; turning >= 0; turning--)
            {
                var (name, values) = lists[turning];
                if (++chosen[name] < values.Count)
                {
                    break;
                }

                chosen[name] = 0;
            }
        }
    }

    /// <summary>Nothing is copied here: a test may replace all that it would inherit.</summary>
    private static Dictionary<string, JsonNode?> Merged(JsonNode? one, JsonNode? other)
    {
        var merged = (one as JsonObject ?? []).ToDictionary();
        foreach (var (name, value) in other as JsonObject ?? [])
        {
            merged[name] = value;
        }

        return merged;
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return ImportJson.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shortened(string name) => Excerpt.Cut(name, SuiteReader.LongestName);

    private static long SizeWithoutVars(JsonObject test) =>
        test.Sum(member => member.Key == "vars" ? 0 : member.Key.Length + NodeSize.Of(member.Value).Characters);
}
