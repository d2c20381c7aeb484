using Podium.GenerationService.Extraction;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>What a generation came to.</summary>
/// <param name="Error">Null exactly when <paramref name="State"/> is complete.</param>
/// <param name="Truncated">The page stops before its end.</param>
internal sealed record GenerationPage(GenerationState State, string? Html, string? RawAnswer, bool Truncated, GenerationError? Error)
{
    public static GenerationPage From(GenerationJob job, AttemptSeries series) =>
        From(IsAnswered(series) ? job.Answer.ToString() : job.Answer.Longest, job.StopReason, series);

    public static GenerationPage From(string answer, StopReason stop, AttemptSeries series)
    {
        var last = series.Outcomes.Count > 0 ? series.Outcomes[^1].Result : null;
        var (state, error) = stop switch
        {
            StopReason.Cancelled when last?.Finish is null or FinishReason.Cancelled or FinishReason.Failed => (GenerationState.Cancelled, GenerationError.Cancelled),
            StopReason.Shutdown when last?.Finish is null or FinishReason.Cancelled or FinishReason.Failed => (GenerationState.Interrupted, GenerationError.Interrupted),
            _ when series.Error is { } failed => (GenerationState.Failed, failed),
            _ => (GenerationState.Complete, null),
        };
        if (answer.Length == 0 && error is not null)
        {
            return new GenerationPage(state, null, null, Truncated: false, error);
        }

        var cutOff = error is not null || last?.Finish == FinishReason.Length;
        var extraction = HtmlExtractor.Extract(answer, cutOff);
        if (extraction.Failure is { } failure && error is null)
        {
            state = GenerationState.Failed;
            error = Refused(last) ?? GenerationError.NoPage(failure.Message);
        }

        return new GenerationPage(state, extraction.Html, answer, extraction.Truncated || (cutOff && extraction.Html is not null), error);
    }

    // Also when it was cancelled a moment after its last attempt had ended by itself.
    private static bool IsAnswered(AttemptSeries series) =>
        series is { Error: null, Outcomes: [.., { Result.Finish: not (FinishReason.Cancelled or FinishReason.Failed) }] };

    private static GenerationError? Refused(CompletionResult? last) => last switch
    {
        { Finish: FinishReason.Refusal or FinishReason.ContentFilter } => new GenerationError(
            422, "generation.refused", last.Refusal ?? "The model's safety system stopped the answer.", "Change the wording, or try another model."),
        _ => null,
    };
}
