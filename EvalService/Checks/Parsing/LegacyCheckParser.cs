using System.Text;
using Podium.EvalService.Checks.Kinds;

namespace Podium.EvalService.Checks.Parsing;

/// <summary>
/// The seed's text: <c>type:value</c> pairs between newlines and semicolons (<c>\;</c> is one that belongs to the value). A chunk without a
/// colon is no check; a type that nobody knows is a check that fails, so prose such as <c>Note: be brief</c> fails its test.
/// </summary>
internal static class LegacyCheckParser
{
    public const string Field = "expected_constraints";

    public static List<PlannedCheck> Parse(string? text, List<CheckProblem> problems, CheckCount count)
    {
        var checks = new List<PlannedCheck>();
        foreach (var chunk in Split(text ?? ""))
        {
            var colon = chunk.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            if (!count.TryTake(1))
            {
                problems.Add(new CheckProblem(Field, $"At most {CheckCount.Most} checks are allowed."));
                break;
            }

            var type = chunk[..colon].Trim().ToLowerInvariant();
            var value = chunk[(colon + 1)..].Trim();
            if (Build(type, value, problems) is { } check)
            {
                checks.Add(new PlannedCheck(type, value, check));
            }
        }

        return checks;
    }

    /// <summary>None of these asks anybody.</summary>
    public static bool HasChecks(string? text) => text?.Contains(':', StringComparison.Ordinal) == true;

    private static ICheck? Build(string type, string value, List<CheckProblem> problems) => type switch
    {
        "contains" => new ContainsCheck([value], all: true, ignoreCase: false),
        "icontains" => new ContainsCheck([value], all: true, ignoreCase: true),
        "not_contains" => new Negation(new ContainsCheck([value], all: true, ignoreCase: false)),
        "regex" => Regex(value, problems),
        "not_regex" => Regex(value, problems) is { } regex ? new Negation(regex) : null,
        "max_words" => WholeNumber(value) is { } most
            ? new CountCheck(TextUnit.Words, null, most)
            : new UnsupportedCheck($"'{value}' is not a number of words."),
        _ => LegacyAdditions.Build(type, value, problems),
    };

    private static RegexCheck? Regex(string pattern, List<CheckProblem> problems)
    {
        if (BoundedRegex.TryCreate(pattern, out var error) is { } regex)
        {
            return new RegexCheck(regex);
        }

        problems.Add(new CheckProblem(Field, $"'{pattern}' is not a regular expression: {error}"));
        return null;
    }

    /// <summary>As the seed reads numbers: blanks and a sign around, underscores between digits.</summary>
    internal static int? WholeNumber(string text) =>
        int.TryParse(text.Replace("_", "", StringComparison.Ordinal), System.Globalization.NumberStyles.Integer, null, out var number) ? number : null;

    private static IEnumerable<string> Split(string text)
    {
        var chunk = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == ';')
            {
                chunk.Append(text[++i]);
            }
            else if (text[i] is ';' or '\n')
            {
                yield return chunk.ToString();
                chunk.Clear();
            }
            else
            {
                chunk.Append(text[i]);
            }
        }

        yield return chunk.ToString();
    }
}
