using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>Durations as Go and protobuf write them: <c>1s</c>, <c>6m30s</c>, <c>120ms</c>, <c>31.5s</c>, <c>1h2m</c>.</summary>
internal static partial class GoDuration
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(366);

    /// <summary>Null when the text is not such a duration.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= 64 } || Whole().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var seconds = 0d;
        for (var i = 0; i < match.Groups[1].Captures.Count; i++)
        {
            seconds += double.Parse(match.Groups[1].Captures[i].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) * Seconds(match.Groups[2].Captures[i].Value);
        }

        return seconds < _longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : _longest;
    }

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" => 1e-6,
        _ => 1e-9,
    };

    [GeneratedRegex(@"^(?:(\d{1,12}(?:\.\d{1,12})?)(h|ms|us|µs|ns|m|s))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
