using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema;

/// <summary>
/// Patterns of JSON Schema are ECMA-262 with the <c>u</c> flag. What .NET reads otherwise is rewritten: <c>$</c> is the very end, <c>\d</c> and
/// <c>\w</c> are ASCII, a dot stops at every line end, <c>[</c> in a class is itself, <c>\p{Letter}</c> is <c>\p{L}</c>, <c>\u{1F409}</c> is that sign.
/// </summary>
internal static class EcmaPattern
{
    private static readonly Dictionary<string, string> Categories = new()
    {
        ["Letter"] = "L",
        ["Lowercase_Letter"] = "Ll",
        ["Uppercase_Letter"] = "Lu",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Other"] = "C",
        ["Control"] = "Cc",
    };

    public static BoundedRegex? TryCreate(string pattern, out string error) => BoundedRegex.TryCreate(Rewrite(pattern), out error, RegexOptions.None);

    internal static string Rewrite(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    i = Escape(pattern, i + 1, inClass, result);
                    break;
                case '[':
                    result.Append(inClass ? "\\[" : "[");
                    inClass = true;
                    break;
                case ']':
                    result.Append(']');
                    inClass = false;
                    break;
                case '$' when !inClass:
                    result.Append(@"\z");
                    break;
                case '.' when !inClass:
                    result.Append(@"[^\n\r\u2028\u2029]");
                    break;
                default:
                    result.Append(pattern[i]);
                    break;
            }
        }

        return result.ToString();
    }

    /// <param name="i">Of the sign after the backslash.</param>
    /// <returns>Of the last sign read.</returns>
    private static int Escape(string pattern, int i, bool inClass, StringBuilder result)
    {
        var rest = pattern.AsSpan(i + 1);
        switch (pattern[i])
        {
            case 'd':
                result.Append(inClass ? "0-9" : "[0-9]");
                return i;
            case 'D' when !inClass:
                result.Append("[^0-9]");
                return i;
            case 'w':
                result.Append(inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]");
                return i;
            case 'W' when !inClass:
                result.Append("[^A-Za-z0-9_]");
                return i;
            case 's':
                result.Append(inClass ? @"\s\uFEFF" : @"[\s\uFEFF]");
                return i;
            case 'S' when !inClass:
                result.Append(@"[^\s\uFEFF]");
                return i;
            case 'u' when rest is ['{', ..] && rest.IndexOf('}') is var end and > 1
                          && int.TryParse(rest[1..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code):
                result.Append(Regex.Escape(new Rune(code).ToString()));
                return i + 1 + end;
            case 'p' or 'P' when rest is ['{', ..] && rest.IndexOf('}') is var end and > 1:
                var name = rest[1..end].ToString();
                name = name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..];
                result.Append('\\').Append(pattern[i]).Append('{').Append(Categories.GetValueOrDefault(name, name)).Append('}');
                return i + 1 + end;
            default:
                result.Append('\\').Append(pattern[i]);
                return i;
        }
    }
}
