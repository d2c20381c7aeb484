namespace Podium.GenerationService.Generations;

/// <summary>The events that end every stream: <c>complete</c> or <c>error</c>, then always <c>done</c>.</summary>
internal static class LastEvents
{
    private static readonly byte[] _done = GenerationJson.Utf8(new DoneEvent());

    public static IReadOnlyList<(string Name, byte[] Data)> For(GenerationJob job, GenerationPage page, GenerationEnd end) => For(
        job.Id, new GenerationResult(job.Request.ModelId, job.Request.Label, job.Request.Provider, job.Request.Vendor, page.Html), end);

    public static IReadOnlyList<(string Name, byte[] Data)> For(Guid id, GenerationResult result, GenerationEnd end) =>
    [
        end.Error is { } error
            ? ("error", GenerationJson.Utf8(new ErrorEvent(error.Message, error.Code, error.Status, error.Hint, end.Attempts, end.ArtifactId, id)))
            : ("complete", GenerationJson.Utf8(new CompleteEvent(id, end.ArtifactId, result, GenerationSummary.From(end)))),
        ("done", _done),
    ];
}

/// <summary>The seed's <c>result</c>.</summary>
internal sealed record GenerationResult(string ModelId, string Label, string Provider, string Vendor, string? Html);

/// <summary>The seed's <c>generation</c>, with Podium's clock.</summary>
internal sealed record GenerationSummary(
    string? UsedModel,
    string? UsedProvider,
    IReadOnlyList<AttemptRecord> Attempts,
    UsageView? Usage,
    Pricing.CompletionCostResponse? Cost,
    TimingsView? Timings,
    string? FinishReason,
    bool Truncated)
{
    public static GenerationSummary From(GenerationEnd end) => new(
        end.UsedModel,
        end.UsedProvider,
        [.. end.Attempts.Select(a => a.Brief())],
        end.Usage,
        end.Cost,
        end.Timings,
        end.FinishReason,
        end.Truncated);
}
