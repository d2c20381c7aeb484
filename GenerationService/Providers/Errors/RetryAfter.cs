using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>
/// When to try again, in every form in use, the most exact first: <c>retry-after-ms</c>; <c>retry-after</c> in seconds or as a date; Google's
/// <c>retryDelay</c> in the body; the reset of a rate-limit bucket that is empty; words in the message.
/// </summary>
internal static partial class RetryAfter
{
    private static readonly string[] _buckets = ["requests", "tokens", "input-tokens", "output-tokens"];

    public static TimeSpan? Read(Func<string, string?> header, UpstreamError error, int status, DateTimeOffset now) =>
        Milliseconds(header("retry-after-ms"))
        ?? SecondsOrDate(header("retry-after"), now)
        ?? error.RetryDelay
        ?? (status == 429 ? EmptyBucket(header, now) ?? Words(error.Message) : null);

    private static TimeSpan? Milliseconds(string? value) => Number(value) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    private static TimeSpan? SecondsOrDate(string? value, DateTimeOffset now)
    {
        if (Number(value) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Until(date, now) : null;
    }

    private static TimeSpan? EmptyBucket(Func<string, string?> header, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var bucket in _buckets)
        {
            var openAI = header($"x-ratelimit-remaining-{bucket}") == "0" ? GoDuration.Parse(header($"x-ratelimit-reset-{bucket}")) : null;
            var anthropic = header($"anthropic-ratelimit-{bucket}-remaining") == "0"
                && DateTimeOffset.TryParse(header($"anthropic-ratelimit-{bucket}-reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset)
                    ? Until(reset, now)
                    : (TimeSpan?)null;
            longest = Longer(longest, Longer(openAI, anthropic));
        }

        return longest ?? HubWindow(header("ratelimit")) ?? EpochMilliseconds(header("x-ratelimit-reset"), now);
    }

    // Hugging Face: RateLimit: "api";r=0;t=47
    private static TimeSpan? HubWindow(string? value) =>
        value is not null && Hub().Match(value) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan)) : null;

    // OpenRouter: X-RateLimit-Reset: 1795000000000
    private static TimeSpan? EpochMilliseconds(string? value, DateTimeOffset now) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && epoch is > 1_000_000_000_000 and < 10_000_000_000_000
            ? Until(DateTimeOffset.FromUnixTimeMilliseconds(epoch), now)
            : null;

    private static TimeSpan? Words(string? message) =>
        message is not null && TryAgain().Match(message) is { Success: true } match ? GoDuration.Parse(match.Groups[1].Value) : null;

    private static double? Number(string? value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and < 1e9
            ? number
            : null;

    private static TimeSpan Until(DateTimeOffset date, DateTimeOffset now) => date > now ? date - now : TimeSpan.Zero;

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a > b ? a : b;

    [GeneratedRegex(@"(?:^|;)\s*r=0\s*;\s*t=(\d{1,8})\b")]
    private static partial Regex Hub();

    [GeneratedRegex(@"(?:try again|retry) in ((?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s))+)", RegexOptions.IgnoreCase)]
    private static partial Regex TryAgain();
}
