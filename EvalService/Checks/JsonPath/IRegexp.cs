using System.Text;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>RFC 9485 patterns: no anchors, no groups that capture, and a dot that stops at line ends only.</summary>
internal static class IRegexp
{
    /// <returns>Null for a pattern that is none.</returns>
    public static BoundedRegex? TryCreate(string pattern, bool whole)
    {
        var rewritten = Rewrite(pattern);
        return BoundedRegex.TryCreate(whole ? $@"\A(?:{rewritten})\z" : rewritten, out _, RegexOptions.None);
    }

    private static string Rewrite(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
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

            // A dot is one sign of Unicode, and so may be two of .NET's.
            result.Append(sign == '.' && !inClass ? @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r])" : sign.ToString());
        }

        return result.ToString();
    }
}
