using System.Text;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Checks;

/// <summary>
/// A typed check's pattern is .NET's, with the places that promptfoo's <c>new RegExp(value)</c> has: <c>^</c> and <c>$</c> are the two ends of the
/// answer, and a line end at its very end is part of it. Whoever means lines writes <c>(?m)</c>.
/// </summary>
internal static partial class TypedPattern
{
    public static BoundedRegex? TryCreate(string pattern, out string error) =>
        BoundedRegex.TryCreate(MeansLines().IsMatch(pattern) ? pattern : AtTheVeryEnd(pattern), out error, RegexOptions.None);

    private static string AtTheVeryEnd(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var sign = pattern[i];
            if (sign == '\\' && i + 1 < pattern.Length)
            {
                result.Append(sign).Append(pattern[++i]);
                continue;
            }

            inClass = sign == '[' || (inClass && sign != ']');
            result.Append(sign == '$' && !inClass ? @"\z" : sign.ToString());
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\(\?[a-ln-z]*m")]
    private static partial Regex MeansLines();
}
