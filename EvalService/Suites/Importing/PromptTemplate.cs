using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Suites.Importing;

/// <summary>The part of Nunjucks that most prompts need: <c>{{ name }}</c> and <c>{{ name.member }}</c>. Anything more stays as it is and is noted.</summary>
internal static partial class PromptTemplate
{
    public static string Fill(string template, JsonObject vars, string place, ImportNotes notes, ImportBudget budget)
    {
        budget.Spend(template.Length);
        if (template.Contains("{%", StringComparison.Ordinal))
        {
            notes.Add(place, "Template statements ({% … %}) are not run and stay in the text.");
        }

        return Placeholder().Replace(template, match =>
        {
            if (!match.Groups[2].Success && Find(vars, match.Groups[1].Value) is { } value)
            {
                var text = ImportJson.Text(value)!;
                budget.Spend(text.Length);
                return text;
            }

            notes.Add(place, match.Groups[2].Success
                ? $"The filter in {match.Value} is not run; it stays in the text."
                : $"There is no variable {match.Groups[1].Value}; {match.Value} stays in the text.");
            return match.Value;
        });

        JsonNode? Find(JsonObject from, string path)
        {
            JsonNode? found = from;
            foreach (var part in path.Split('.'))
            {
                found = (found as JsonObject)?[part];
            }

            return found;
        }
    }

    // Possessive by construction: no two parts can match the same text.
    [GeneratedRegex(@"\{\{-?\s*([\p{L}_][\p{L}\p{N}_.\-]*)\s*(\|[^{}]*)?-?\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
