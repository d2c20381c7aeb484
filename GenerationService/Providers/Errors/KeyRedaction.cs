using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>
/// Cuts the key that was sent out of what the upstream says, be it written plainly or in JSON's escapes (<c>\u002d</c>, <c>\/</c>), also where JSON
/// stands inside of JSON and the backslashes are doubled.
/// </summary>
internal static class KeyRedaction
{
    private const string Blot = "***";

    // What is shorter keeps no secret, and would only garble the text.
    private const int LeastChars = 6;

    public static string? Apply(string? text, string? key)
    {
        if (text is null || key is not { Length: >= LeastChars })
        {
            return text;
        }

        var plain = text.Replace(key, Blot, StringComparison.Ordinal);
        return plain.Contains('\\') ? new Regex(Pattern(key), RegexOptions.CultureInvariant).Replace(plain, Blot) : plain;
    }

    // A bounded number of backslashes: a text of nothing else must not be searched in the square of its length.
    private static string Pattern(string key)
    {
        var pattern = new StringBuilder(key.Length * 32);
        foreach (var character in key)
        {
            var escape = string.Create(CultureInfo.InvariantCulture, $"{(int)character:x4}");
            pattern.Append(CultureInfo.InvariantCulture, $@"(?:\\{{0,4}}{Regex.Escape(character.ToString())}|\\{{1,4}}u(?i:{escape}))");
        }

        return pattern.ToString();
    }
}
