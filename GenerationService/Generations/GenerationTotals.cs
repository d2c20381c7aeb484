using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>The attempts of a generation summed up: tokens and money over all of them, the clock of the last.</summary>
internal sealed record GenerationTotals
{
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    public string? UsedModel { get; init; }

    public string? UsedProvider { get; init; }

    public string? FinishReason { get; init; }

    public UsageView? Usage { get; init; }

    public CompletionCost? Cost { get; init; }

    public CompletionTimings? LastTimings { get; init; }

    public long? LastOutputTokens { get; init; }

    public TimingsView? Timings => LastTimings is null ? null : TimingsView.From(LastTimings, LastOutputTokens);

    public static GenerationTotals From(IReadOnlyList<AttemptOutcome> outcomes)
    {
        var last = outcomes.Count > 0 ? outcomes[^1] : null;
        return new GenerationTotals
        {
            Attempts = [.. outcomes.Select(o => o.ToRecord())],
            UsedModel = last?.Call.Planned.Model,
            UsedProvider = last?.UsedProvider,
            FinishReason = last is null ? null : FinishReasons.ToText(last.Result.Finish),
            Usage = UsageView.Sum(outcomes.Select(o => UsageView.From(o.Result.Usage))),

            // An attempt that brought tokens but has no known cost makes the sum unknown; one that failed before its first token cost nothing.
            Cost = CostCalculator.Sum([.. outcomes.Where(o => o.IsBilled).Select(o => o.Cost)]),
            LastTimings = last?.Result.Timings,
            LastOutputTokens = last?.Result.Usage?.TotalOutput,
        };
    }

    public GenerationEnd ToEnd(GenerationPage page, Guid? artifact) => new()
    {
        State = page.State,
        ArtifactId = artifact,
        UsedModel = UsedModel,
        UsedProvider = UsedProvider,
        FinishReason = FinishReason,
        Truncated = page.Truncated,
        Error = page.Error,
        Attempts = Attempts,
        Usage = Usage,
        Cost = CompletionCostResponse.From(Cost),
        Timings = Timings,
    };

    public NewArtifact ToArtifact(GenerationJob job, GenerationPage page) => new()
    {
        ModelId = job.Request.ModelId,
        Label = job.Request.Label,
        Provider = job.Request.Provider,
        Vendor = job.Request.Vendor,
        UsedProvider = UsedProvider,
        SourceRef = $"{job.Request.Provider}:{job.Request.ModelId}:{UsedProvider}",
        TaskId = job.Request.TaskId,
        PromptVersion = job.Request.PromptVersion,
        AuthorId = job.Request.Owner.Id,
        AuthorName = job.Request.Owner.Name,
        Demo = job.Request.Demo,
        Truncated = page.Truncated,
        Html = page.Html!,
        RawAnswer = page.RawAnswer,
        ParentId = job.Request.ParentArtifactId,
        GenerationId = job.Id,
        SessionId = job.Request.SessionId,
        Usage = Usage?.ToArtifact(),
        CostPicoUsd = Cost?.TotalPico,
        CostJson = GenerationJson.Text(CompletionCostResponse.From(Cost)),
        TtftMs = LastTimings?.FirstToken?.TotalMilliseconds,
        TotalMs = LastTimings?.LastToken?.TotalMilliseconds,
        OutputTokensPerSecond = LastTimings?.OutputTokensPerSecond(LastOutputTokens),
        TimingsJson = GenerationJson.Text(Timings?.WithoutArrivals()),
    };
}
