using System.Text.RegularExpressions;

namespace Podium.EvalService.Checks;

/// <summary>
/// JSON that a model or a service wrote. It may escape half of a surrogate pair and still be JSON, but it is no text, and .NET throws for whoever
/// reads it or looks up any member beside such a name. Here it becomes U+FFFD before the JSON is parsed.
/// </summary>
internal static partial class RepairedJson
{
    public static string Of(string json) => json.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
        ? Escape().Replace(json, match => match.Groups["half"].Success ? @"\uFFFD" : match.Value)
        : json;

    // A backslash that is escaped itself, a whole pair, or else a half.
    [GeneratedRegex(@"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})")]
    private static partial Regex Escape();
}
