using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Suites.Importing;

/// <summary>
/// A table with a line of names: either data set columns (<c>prompt, expected, …</c>) or promptfoo's, where columns are variables and
/// <c>__expected</c>, <c>__expected2</c> … hold an assertion each: <c>contains: Paris</c>, <c>levenshtein(3): colour</c>, or the exact answer.
/// </summary>
internal sealed partial class CsvCases(ImportedCases cases, ImportNotes notes, ImportBudget budget)
{
    /// <param name="template">The prompt with <c>{{column}}</c> in it, for tables without a column of prompts.</param>
    public void Read(string text, string? template)
    {
        List<string>? header = null;
        foreach (var (line, cells) in CsvRows.Read(text))
        {
            if (header is null)
            {
                header = [.. cells.Select(cell => cell.Trim())];
                continue;
            }

            var place = $"line {line}";
            if (cells.Count > header.Count)
            {
                cases.Skip(place, $"Left out: the row has more cells than the {header.Count} columns.");
                continue;
            }

            var row = new JsonObject();
            for (var i = 0; i < cells.Count; i++)
            {
                row[header[i]] = cells[i].Length == 0 ? null : cells[i];
            }

            ReadRow(row, place, template);
        }
    }

    private void ReadRow(JsonObject row, string place, string? template)
    {
        if (!cases.TakesMore(place))
        {
            return;
        }

        var vars = new JsonObject();
        var asserts = new List<(string, JsonNode?)>();
        foreach (var (name, value) in row.Where(cell => cell.Value is not null))
        {
            if (name.StartsWith("__expected", StringComparison.Ordinal))
            {
                asserts.Add((place, ReadAssert(ImportJson.Text(value)!)));
            }
            else if (name == "__description")
            {
                vars["name"] = value!.DeepClone();
            }
            else if (name.StartsWith("__", StringComparison.Ordinal))
            {
                notes.Add(place, $"The column '{name}' is left out.");
            }
            else
            {
                vars[name] = value!.DeepClone();
            }
        }

        var test = template is null ? FromColumns(vars, place) : FromTemplate(vars, template, place);
        test["checks"] ??= PromptfooAsserts.Map(asserts, threshold: null, vars, notes, budget);
        cases.Add(place, test);
    }

    private JsonObject FromColumns(JsonObject vars, string place)
    {
        // A table of one column that is not named for what it is can only be one of prompts.
        return vars.Count == 1 && vars.First() is var (name, only) && !CaseRecord.IsKnown(name)
            ? new JsonObject { ["user_prompt"] = ImportJson.Text(only) }
            : CaseRecord.Read(vars, place, notes);
    }

    private JsonObject FromTemplate(JsonObject vars, string template, string place) => new()
    {
        ["name"] = ImportJson.Text(vars["name"]),
        ["user_prompt"] = PromptTemplate.Fill(template, vars, place, notes, budget),
        ["metadata"] = new JsonObject { ["vars"] = vars.DeepClone() },
    };

    private static JsonObject ReadAssert(string text)
    {
        var match = Assertion().Match(text);
        if (!match.Success)
        {
            return new JsonObject { ["type"] = "equals", ["value"] = text };
        }

        var assert = new JsonObject { ["type"] = match.Groups[1].Value is "grade" ? "llm-rubric" : match.Groups[1].Value };
        if (match.Groups[3].Value.Trim() is { Length: > 0 } value)
        {
            assert["value"] = value;
        }

        if (double.TryParse(match.Groups[2].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold))
        {
            assert["threshold"] = threshold;
        }

        return assert;
    }

    // contains: Paris      not-icontains-any:a,b      levenshtein(3): colour      is-json
    [GeneratedRegex(@"^\s*((?:not-)?(?:equals|i?contains(?:-any|-all|-json|-xml|-html|-sql)?|starts-with|ends-with|regex|is-[a-z-]+|levenshtein|rouge-[a-z]|bleu|latency|cost|webhook|llm-rubric|grade|similar|javascript|python|fn|factuality|word-count|answer-relevance|perplexity|model-graded-[a-z]+))(?:\(([0-9.]+)\))?\s*(?::(.*))?$", RegexOptions.Singleline)]
    private static partial Regex Assertion();
}
