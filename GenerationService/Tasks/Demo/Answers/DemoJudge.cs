using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>
/// Answers in the form a judge is asked for: four scores, a comparison, or a rubric's pass. The grade of a text is always the same, whatever stands
/// beside it and in whichever order.
/// </summary>
internal static partial class DemoJudge
{
    private const string Rationale = "A scripted grade of the demo judge: it shows the form and measures nothing.";

    /// <summary>Null for a prompt that asks for no judgement.</summary>
    public static string? Judge(string system, string prompt) =>
        system.Contains("verdict", StringComparison.Ordinal) && Part(prompt, "answer A") is { } a && Part(prompt, "answer B") is { } b ? Compare(a, b)
        : (system + prompt).Contains("writing_score", StringComparison.Ordinal) ? Score(Part(prompt, "answer") ?? prompt)
        : system.Contains("rubric", StringComparison.Ordinal) && system.Contains("\"score\"", StringComparison.Ordinal) ? Pass(Part(prompt, "answer") ?? prompt)
        : null;

    private static string Score(string answer)
    {
        var grade = Grade(answer);
        return JsonSerializer.Serialize(new { writing_score = grade, coding_score = grade, tool_score = grade, overall = grade, rationale = Rationale });
    }

    private static string Compare(string a, string b)
    {
        var difference = Grade(a) - Grade(b);
        var verdict = difference switch { >= 2 => "A>>B", > 0 => "A>B", 0 => "A=B", > -2 => "B>A", _ => "B>>A" };
        return $$"""{"verdict": "{{verdict}}", "rationale": "{{Rationale}}"}""";
    }

    private static string Pass(string answer)
    {
        var grade = Grade(answer) / 10;
        return string.Create(CultureInfo.InvariantCulture, $$"""{"score": {{grade}}, "pass": {{(grade >= 0.5 ? "true" : "false")}}, "reason": "{{Rationale}}"}""");
    }

    /// <summary>0 for nothing, 4 to 9 for anything.</summary>
    private static double Grade(string answer)
    {
        var text = answer.Trim();
        return text.Length == 0 || text == "(empty)" ? 0 : 4 + (SHA256.HashData(Encoding.UTF8.GetBytes(text))[0] % 11 / 2.0);
    }

    // --- answer A 0123456789ab
    // the text
    // --- end of answer A 0123456789ab
    private static string? Part(string prompt, string name)
    {
        foreach (Match start in Marker().Matches(prompt))
        {
            var end = start.Groups[1].Value != name ? -1
                : prompt.IndexOf($"\n--- end of {name} {start.Groups[2].Value}", start.Index + start.Length, StringComparison.Ordinal);
            if (end >= 0)
            {
                return prompt[(start.Index + start.Length)..end];
            }
        }

        return null;
    }

    [GeneratedRegex(@"^--- (answer(?: [AB])?) ([0-9a-f]{12})\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Marker();
}
