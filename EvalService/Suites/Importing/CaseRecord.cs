using System.Text.Json.Nodes;

namespace Podium.EvalService.Suites.Importing;

/// <summary>One case as a line of JSONL or a row of a table, by the names that data sets use for its parts.</summary>
internal static class CaseRecord
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "name",
        ["title"] = "name",
        ["id"] = "name",
        ["description"] = "name",
        ["user_prompt"] = "user_prompt",
        ["prompt"] = "user_prompt",
        ["input"] = "user_prompt",
        ["question"] = "user_prompt",
        ["instruction"] = "user_prompt",
        ["query"] = "user_prompt",
        ["messages"] = "user_prompt",
        ["system_prompt"] = "system_prompt",
        ["system"] = "system_prompt",
        ["reference"] = "reference",
        ["expected"] = "reference",
        ["expected_output"] = "reference",
        ["answer"] = "reference",
        ["ideal"] = "reference",
        ["target"] = "reference",
        ["output"] = "reference",
        ["completion"] = "reference",
        ["expected_constraints"] = "expected_constraints",
        ["checks"] = "checks",
        ["assert"] = "checks",
        ["tools_schema_json"] = "tools_schema_json",
        ["tools"] = "tools_schema_json",
        ["family"] = "family",
        ["group"] = "family",
        ["metadata"] = "metadata",
        ["order_index"] = "order_index",
    };

    public static bool IsKnown(string name) => Names.ContainsKey(name.Trim());

    public static JsonObject Read(JsonObject record, string place, ImportNotes notes)
    {
        var test = new JsonObject();
        var rest = new JsonObject();
        foreach (var (given, value) in record)
        {
            var name = Names.GetValueOrDefault(given.Trim());
            if (value is null || name == "order_index")
            {
                continue;
            }

            if (name is null || test.ContainsKey(name))
            {
                rest[given] = value.DeepClone();
                notes.Add(place, $"'{given}' has no counterpart and is kept as metadata.");
            }
            else if (name == "user_prompt" && value is JsonArray messages)
            {
                ReadMessages(messages, test, place, notes);
            }
            else
            {
                test[name] = name is "checks" or "tools_schema_json" or "metadata" ? Structure(value, given, place, notes) : ImportJson.Text(value);
            }
        }

        if (rest.Count > 0)
        {
            test["metadata"] = test["metadata"] is JsonObject own ? Merge(own, rest) : rest;
        }

        if (test["reference"] is not null && test["checks"] is null && test["expected_constraints"] is null)
        {
            notes.Add(place, "The case has a reference answer but no check: add one, or let a judge compare.");
        }

        return test;
    }

    /// <summary><c>[{"role": "system", "content": "…"}, {"role": "user", "content": "…"}]</c></summary>
    public static void ReadMessages(JsonArray messages, JsonObject test, string place, ImportNotes notes)
    {
        var turns = messages.OfType<JsonObject>().Select(message => (Role: ImportJson.Text(message["role"]), Text: ImportJson.Text(message["content"]))).ToList();
        var system = string.Join("\n\n", turns.Where(turn => turn.Role is "system" or "developer").Select(turn => turn.Text));
        if (system.Length > 0)
        {
            test["system_prompt"] = system;
        }

        var talk = turns.Where(turn => turn.Role is not ("system" or "developer") && turn.Text is not null).ToList();
        if (talk.Count > 1)
        {
            notes.Add(place, "The case has several turns, which become one prompt.");
        }

        test["user_prompt"] = talk.Count == 1 ? talk[0].Text : string.Join("\n\n", talk.Select(turn => $"{turn.Role}: {turn.Text}"));
    }

    private static JsonNode? Structure(JsonNode value, string name, string place, ImportNotes notes)
    {
        if (!ImportJson.IsText(value))
        {
            return value.DeepClone();
        }

        try
        {
            var text = value.GetValue<string>();
            return text.Length == 0 ? null : ImportJson.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            notes.Add(place, $"'{name}' is not JSON and is left out.");
            return null;
        }
    }

    private static JsonObject Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            into[name] ??= value?.DeepClone();
        }

        return into;
    }
}
