namespace Podium.GenerationService.Providers.Errors;

/// <summary>What an upstream says about its failure, whichever of the body forms it used. All of it is hostile text.</summary>
/// <param name="Message">One line, at most 220 characters, never HTML; null when the upstream gave no words.</param>
/// <param name="Type">For example <c>insufficient_quota</c>, <c>overloaded_error</c>, <c>RESOURCE_EXHAUSTED</c>.</param>
/// <param name="Code">For example <c>model_not_found</c>; a number code is in <paramref name="Status"/> instead.</param>
/// <param name="Reason">A finer code beside the code: Google's <c>reason</c>, Anthropic's <c>error_code</c>, OpenRouter's <c>error_type</c>.</param>
/// <param name="Parameter">The request field at fault, in the upstream's spelling.</param>
/// <param name="Status">A status named inside the body, for an error under HTTP 200.</param>
/// <param name="RetryDelay">Google's <c>RetryInfo</c>.</param>
/// <param name="Raw">The first 2 KB as sent; for an HTML page only its title.</param>
internal sealed record UpstreamError(
    string? Message,
    string? Type = null,
    string? Code = null,
    string? Reason = null,
    string? Parameter = null,
    int? Status = null,
    TimeSpan? RetryDelay = null,
    string? Raw = null)
{
    /// <summary>True when any of the machine-readable words is <paramref name="word"/>.</summary>
    public bool Is(string word) => Equal(Type, word) || Equal(Code, word) || Equal(Reason, word);

    public bool Mentions(string words) => Message?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false;

    private static bool Equal(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
