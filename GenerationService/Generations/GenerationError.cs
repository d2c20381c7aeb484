using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>Why a generation brought no page, for a person and for a program.</summary>
/// <param name="Status">The upstream's HTTP status, or the one that fits: 422 no page in the answer, 504 out of time, 499 cancelled.</param>
internal sealed record GenerationError(int Status, string Code, string Message, string? Hint = null)
{
    public static readonly GenerationError Cancelled = new(499, "generation.cancelled", "The generation was cancelled. What had arrived is kept.");

    public static readonly GenerationError Interrupted = new(
        503, "generation.interrupted", "The server stopped while this was generated. What had arrived is kept.", "Start it again to get the whole page.");

    public static readonly GenerationError OutOfTime = new(
        504, "generation.timeout", "The time for this generation is used up.", "Raise GENERATION_TIMEOUT_MS, or ask for less output.");

    public static GenerationError NoPage(string reason) => new(
        422, "generation.no_page", reason, "The model did not answer with one complete HTML document. Try again or try another model.");

    public static GenerationError From(ProviderFailure failure) => new(failure.Status, failure.Code, failure.Message, failure.Hint);
}
