using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>
/// Turns a status and what the upstream said into a <see cref="ProviderFailure"/>: a stable code, a plain sentence with a hint, and whether trying
/// again can succeed. Pure.
/// </summary>
internal static partial class FailureClassifier
{
    /// <param name="status">The HTTP status, or the one of an error event; 0 when an event named none.</param>
    /// <param name="label">The provider's name for people.</param>
    /// <param name="header">Reads a response header; null when it is absent.</param>
    public static ProviderFailure Classify(
        int status, UpstreamError error, string label, string model, Func<string, string?> header, DateTimeOffset now, string? secret = null)
    {
        var effective = status is >= 400 and <= 599 ? status : StatusOf(error);
        var code = CodeOf(effective, error);
        var (message, hint) = FailureSentences.For(code, effective, label, model, error.Message);
        return new ProviderFailure(
            effective,
            code,
            KeyRedaction.Apply(message, secret)!,
            IsRetryable(effective, code, header("x-should-retry")),
            KeyRedaction.Apply(error.Raw ?? error.Message, secret),
            RetryAfter.Read(header, error, effective, now),
            RefusedParameter.Find(error),
            hint);
    }

    /// <summary>An error event under status 200 names its kind by a word only.</summary>
    private static int StatusOf(UpstreamError error)
    {
        if (error.Status is { } named)
        {
            return named;
        }

        foreach (var (word, status) in _statusWords)
        {
            if (error.Is(word))
            {
                return status;
            }
        }

        return 502;
    }

    private static string CodeOf(int status, UpstreamError error) => status switch
    {
        _ when IsInvalidKey(status, error) => "upstream.invalid_key",
        _ when IsQuota(status, error) => "upstream.quota_exhausted",
        400 or 404 or 422 when ProviderUnsupported().IsMatch(error.Message ?? "") || error.Is("model_not_supported") => "upstream.provider_unsupported",
        400 or 404 or 415 or 422 when ImageUnsupported().IsMatch(error.Message ?? "") => "upstream.image_unsupported",
        400 or 405 or 422 or 501 when StreamUnsupported().IsMatch(error.Message ?? "") => "upstream.stream_unsupported",
        400 or 413 or 422 when error.Is("context_length_exceeded") || ContextLength().IsMatch(error.Message ?? "") => "upstream.context_length",
        400 or 422 when RefusedParameter.Find(error) is not null => "upstream.parameter_unsupported",
        402 => "upstream.credits_exhausted",
        403 when error.Is("content_policy_violation") || error.Is("refusal") => "upstream.content_refused",
        403 => "upstream.forbidden",
        404 => "upstream.model_not_found",
        408 or 504 or 524 => "upstream.timeout",
        413 => "upstream.request_too_large",
        429 => "upstream.rate_limited",
        529 => "upstream.overloaded",
        503 when error.Is("server_is_overloaded") || error.Is("provider_overloaded") => "upstream.overloaded",
        >= 500 => "upstream.unavailable",
        >= 300 and < 400 => "upstream.redirected",
        _ => "upstream.invalid_request",
    };

    // Google answers 400 to a bad key.
    private static bool IsInvalidKey(int status, UpstreamError error) =>
        status == 401 || (status is 400 or 403 && (error.Is("API_KEY_INVALID") || error.Is("invalid_api_key") || error.Is("authentication_error")
            || error.Mentions("api key not valid") || error.Mentions("invalid api key")));

    // A 429 or 400 that waiting cannot cure: credit or a budget is used up.
    private static bool IsQuota(int status, UpstreamError error) => status is 400 or 403 or 429 && (
        error.Is("insufficient_quota") || error.Is("credit_balance_exhausted") || error.Is("enforced_spend_limit_reached") || error.Is("billing_error")
        || error.Mentions("credit balance is too low") || error.Mentions("spend limit you set") || error.Mentions("exceeded your monthly included credits")
        || (status == 429 && error.Mentions("exceeded your current quota, please check your plan"))
        || (status == 429 && BudgetUsed().IsMatch(error.Message ?? "")));

    private static bool IsRetryable(int status, string code, string? shouldRetry) => code switch
    {
        "upstream.quota_exhausted" => false,
        "upstream.provider_unsupported" => true,
        _ when bool.TryParse(shouldRetry, out var told) => told,
        _ => status is 408 or 409 or 429 or >= 500,
    };

    private static readonly (string Word, int Status)[] _statusWords =
    [
        ("invalid_request_error", 400), ("INVALID_ARGUMENT", 400), ("FAILED_PRECONDITION", 400), ("invalid_request", 400),
        ("context_length_exceeded", 400), ("BadRequestError", 400),
        ("authentication_error", 401), ("authentication", 401), ("UNAUTHENTICATED", 401), ("invalid_api_key", 401),
        ("billing_error", 402), ("payment_required", 402),
        ("permission_error", 403), ("permission_denied", 403), ("content_policy_violation", 403), ("refusal", 403),
        ("not_found_error", 404), ("not_found", 404), ("model_not_found", 404), ("NotFoundError", 404),
        ("timeout", 408),
        ("request_too_large", 413), ("payload_too_large", 413),
        ("rate_limit_error", 429), ("rate_limit_exceeded", 429), ("RESOURCE_EXHAUSTED", 429), ("insufficient_quota", 429),
        ("credit_balance_exhausted", 429), ("slow_down", 429),
        ("api_error", 500), ("server_error", 500), ("INTERNAL", 500), ("server", 500), ("InternalServerError", 500),
        ("provider_unavailable", 502),
        ("UNAVAILABLE", 503), ("server_is_overloaded", 503), ("unavailable_error", 503),
        ("timeout_error", 504), ("DEADLINE_EXCEEDED", 504),
        ("overloaded_error", 529), ("provider_overloaded", 529),
    ];

    [GeneratedRegex(@"provider[^.]{0,80}\b(not supported|unsupported|not found|not available|unknown|does not support)|not supported by (any |the )?provider|"
        + @"(no|unknown|invalid|unsupported) (inference )?provider", RegexOptions.IgnoreCase)]
    private static partial Regex ProviderUnsupported();

    [GeneratedRegex(@"\b(image|image_url|vision|multimodal)s?\b[^.]{0,80}\b(not support|unsupported|not allowed|not accept|invalid|not enabled|only)|"
        + @"(not support|unsupported|cannot process|no endpoints? found that support|does not accept|not a multimodal)[^.]{0,60}\b(image|vision|multimodal)", RegexOptions.IgnoreCase)]
    private static partial Regex ImageUnsupported();

    [GeneratedRegex(@"\bstream(ing|ed)?\b[^.]{0,60}\b(not support|unsupported|not available|not allowed|must be (set to )?(false|disabled)|not enabled|disabled)|"
        + @"(not support|unsupported value)[^.]{0,40}\bstream(ing)?\b(?!_)|verified to stream", RegexOptions.IgnoreCase)]
    private static partial Regex StreamUnsupported();

    [GeneratedRegex(@"(maximum|exceeds?)[^.]{0,40}(context|prompt)[^.]{0,40}(length|window|tokens)|prompt is too long|input token count[^.]{0,60}exceeds|exceeds? the (available )?context", RegexOptions.IgnoreCase)]
    private static partial Regex ContextLength();

    // AI Pipe: Usage $0.21 / $0.10 in 7 days
    [GeneratedRegex(@"usage \$[\d.]+ / \$[\d.]+ in \d+ days?", RegexOptions.IgnoreCase)]
    private static partial Regex BudgetUsed();
}
