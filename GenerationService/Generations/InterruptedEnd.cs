using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The end of a generation whose worker died. Attempts that had ended are known with usage and price; of the last one only what followers saw, so its
/// usage is unknown, and with it the price of the whole once it had brought anything.
/// </summary>
internal static class InterruptedEnd
{
    public static GenerationEnd Of(Generation generation, ArrivedEvents arrived, GenerationPage page)
    {
        var attempts = arrived.Attempts(generation.StartedAt - generation.CreatedAt);
        var last = attempts.Count > 0 ? attempts[^1] : null;
        return new GenerationEnd
        {
            State = GenerationState.Interrupted,
            UsedModel = last?.Model,
            UsedProvider = last?.ServedBy ?? last?.Provider,
            FinishReason = last?.FinishReason,
            Truncated = page.Truncated,
            Error = GenerationError.Interrupted,
            Attempts = attempts,
            Usage = UsageView.Sum(attempts.Select(a => a.Usage)),
            Cost = CompletionCostResponse.From(CostCalculator.Sum([.. attempts.Where(a => a.IsBilled).Select(a => a.Cost?.ToCost())])),
            Timings = last?.Timings,
        };
    }

    public static NewArtifact ToArtifact(Generation generation, GenerationEnd end, GenerationPage page) => new()
    {
        ModelId = generation.ModelId,
        Label = generation.Label,
        Provider = generation.Provider,
        Vendor = generation.Vendor,
        UsedProvider = end.UsedProvider,
        SourceRef = $"{generation.Provider}:{generation.ModelId}:{end.UsedProvider}",
        TaskId = generation.TaskId,
        PromptVersion = generation.PromptVersion,
        AuthorId = generation.OwnerId,
        AuthorName = generation.OwnerName,
        Demo = generation.Demo,
        Truncated = true,
        Html = page.Html!,
        RawAnswer = page.RawAnswer,
        ParentId = generation.ParentArtifactId,
        GenerationId = generation.Id,
        SessionId = generation.SessionId,
        Usage = end.Usage?.ToArtifact(),
        CostPicoUsd = end.Cost?.ToCost().TotalPico,
        CostJson = GenerationJson.Text(end.Cost),
        TtftMs = end.Timings?.TtftMs,
        TimingsJson = GenerationJson.Text(end.Timings),
    };
}
