namespace Podium.GenerationService.Extraction;

/// <summary>What an answer held: a page, or the reason why there is none.</summary>
/// <param name="Html">The page exactly as the model wrote it; null exactly when <paramref name="Failure"/> is set.</param>
/// <param name="Truncated">The page stops before its end: show it, but never as a whole one.</param>
/// <param name="Notes">What had to be done to get at it, one plain sentence each.</param>
internal sealed record ExtractionResult(string? Html, bool Truncated, IReadOnlyList<string> Notes, ExtractionFailure? Failure)
{
    public static ExtractionResult Fail(string message) => new(null, Truncated: false, [], new ExtractionFailure(message));
}

/// <summary>Answered as status 422.</summary>
internal sealed record ExtractionFailure(string Message)
{
    public const string Code = "no_html";
    public const int Status = 422;
}
