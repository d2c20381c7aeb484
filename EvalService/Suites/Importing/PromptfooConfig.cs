using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podium.EvalService.Suites.Importing;

/// <summary>
/// A promptfoo config: each prompt with each test is a case, and each value of a variable that is a list is one more. What promptfoo takes from
/// other files, from code or from providers is noted and left out.
/// </summary>
internal sealed class PromptfooConfig(JsonObject config, ImportedCases cases, ImportNotes notes)
{
    private static readonly string[] Understood = ["description", "prompts", "tests", "defaultTest", "providers", "targets", "$schema", "tags", "sharing", "outputPath"];
    private static readonly string[] OfTest = ["description", "vars", "assert", "threshold", "metadata", "options", "provider"];

    private readonly JsonObject _default = config["defaultTest"] as JsonObject ?? [];

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

            prompts.Add((ImportJson.Text((given[i] as JsonObject)?["label"]) ?? $"prompt {i + 1}", text));
        }

        return prompts;
    }

    private void ReadTest(string place, int index, JsonObject? test, List<(string Label, string Text)> prompts)
    {
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
        foreach (var one in Combinations(vars, place))
        {
            foreach (var (label, text) in prompts)
            {
                var wasFull = cases.IsFull;
                AddCase(place, index, test, one, options, text, prompts.Count > 1 ? label : null);
                if (wasFull)
                {
                    // Lists multiply: what is left of them is not worth counting.
                    return;
                }
            }
        }
    }

    private void AddCase(string place, int index, JsonObject test, JsonObject vars, JsonObject options, string prompt, string? label)
    {
        var name = ImportJson.Text(test["description"]) is { Length: > 0 } said ? PromptTemplate.Fill(said, vars, place, notes) : $"Test {index + 1}";
        var result = new JsonObject
        {
            ["name"] = Shortened(label is null ? name : $"{name} · {label}"),
            ["family"] = $"test-{index + 1}",
            ["checks"] = PromptfooAsserts.Map(Asserts("defaultTest", _default).Concat(Asserts(place, test)), test["threshold"] ?? _default["threshold"], vars, notes),
            ["metadata"] = new JsonObject { ["vars"] = vars.DeepClone(), ["promptfoo"] = (test["metadata"] as JsonObject)?.DeepClone() },
        };
        FillPrompt(result, $"{ImportJson.Text(options["prefix"])}{prompt}{ImportJson.Text(options["suffix"])}", vars, place);
        cases.Add(place, result);
    }

    /// <summary>A prompt may be a list of messages in JSON; variables are filled in after it is read, so that their quotes do no harm.</summary>
    private void FillPrompt(JsonObject test, string prompt, JsonObject vars, string place)
    {
        if (prompt.TrimStart().StartsWith('[') && TryParse(prompt) is JsonArray messages && messages.All(message => message is JsonObject))
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
                test[name] = PromptTemplate.Fill(text, vars, place, notes);
            }
        }
    }

    private static IEnumerable<(string Place, JsonNode? Assert)> Asserts(string place, JsonObject test) =>
        (test["assert"] as JsonArray ?? []).Select((assert, index) => ($"{place}.assert[{index}]", assert));

    /// <summary>promptfoo's rule: a variable that is a list stands for one test per value, and several lists for each combination.</summary>
    private IEnumerable<JsonObject> Combinations(JsonObject vars, string place)
    {
        foreach (var (name, value) in vars.ToList())
        {
            if (ImportJson.IsText(value) && value!.GetValue<string>().StartsWith("file://", StringComparison.Ordinal))
            {
                notes.Add(place, $"The variable '{name}' is read from another file and stays as it is written.");
            }
        }

        IEnumerable<JsonObject> combinations = [(JsonObject)vars.DeepClone()];
        foreach (var (name, value) in vars.Where(entry => entry.Value is JsonArray { Count: > 0 }).ToList())
        {
            combinations = combinations.SelectMany(one => ((JsonArray)value!).Select(choice =>
            {
                var copy = (JsonObject)one.DeepClone();
                copy[name] = choice?.DeepClone();
                return copy;
            }));
        }

        return combinations;
    }

    private static JsonObject Merged(JsonNode? one, JsonNode? other)
    {
        var merged = (one as JsonObject)?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in other as JsonObject ?? [])
        {
            merged[name] = value?.DeepClone();
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

    private static string Shortened(string name) => name.Length <= SuiteReader.LongestName ? name : name[..SuiteReader.LongestName];
}
