using Podium.EvalService.Runs.Items;
using Podium.Generation.V1;

namespace Podium.EvalService.Load.Measuring;

/// <summary>
/// What was measured of one request. Schedule and waiting are on the load's clock, microseconds since it began; everything of the answer is on the clock
/// beside the provider's socket, since the request's body was handed to it. Null: it never came, or nobody said.
/// </summary>
internal sealed record LoadSample
{
    private static readonly CallFailure _stopped = new(
        "generation_stopped", "The generation service stopped in the middle of the answer.", MayPass: true, Ours: true);

    public required int Number { get; init; }

    /// <summary>The ordinal of its stage; null for a warm-up.</summary>
    public int? Stage { get; init; }

    public required long CarId { get; init; }

    public required string Outcome { get; init; }

    public required long ScheduledUs { get; init; }

    /// <summary>How late it was sent.</summary>
    public long LagUs { get; init; }

    /// <summary>How long it waited for a place at its connection, and for Podium to read that connection.</summary>
    public long QueuedUs { get; init; }

    public required long EndedUs { get; init; }

    public long? FirstTokenUs { get; init; }

    public long? FirstAnswerUs { get; init; }

    public long? LastTokenUs { get; init; }

    public long? ClosedUs { get; init; }

    public int? TokenEvents { get; init; }

    public long? InputTokens { get; init; }

    /// <summary>As billed: reasoning and tool calls count. Never a count of pieces.</summary>
    public long? OutputTokens { get; init; }

    public long? CostPicoUsd { get; init; }

    public long? ServerLoadUs { get; init; }

    public string? Finish { get; init; }

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    public bool IsOk => Outcome == LoadOutcome.Ok;

    /// <summary>When its body was handed to the socket.</summary>
    public long SentUs => ScheduledUs + LagUs + QueuedUs;

    public double? TtftMs => FirstTokenUs / 1000.0;

    public double? E2eMs => LastTokenUs / 1000.0;

    public double WaitMs => (LagUs + QueuedUs) / 1000.0;

    public double? ResponseMs => LastTokenUs is { } last ? (LagUs + QueuedUs + last) / 1000.0 : null;

    /// <summary>(last - first token) / (tokens - 1); none for one token, or for one piece that held them all.</summary>
    public double? ItlMs => this is { OutputTokens: > 1, TokenEvents: > 1, FirstTokenUs: { } first, LastTokenUs: { } last }
        ? (last - first) / 1000.0 / (OutputTokens.Value - 1)
        : null;

    /// <summary>An answer, or what the provider said instead of one.</summary>
    public LoadSample With(Finished finished)
    {
        var times = finished.Timings ?? new Timings();
        var failure = finished.Failure is { } failed ? CallFailure.Of(failed)
            : finished.Finish is "cancelled" or "failed" ? _stopped
            : !times.HasFirstTokenUs ? new CallFailure(CallFailure.EmptyAnswer, $"The model answered nothing (it ended with {finished.Finish}).", MayPass: false)
            : null;
        return this with
        {
            Outcome = failure is null ? LoadOutcome.Ok : failure.Ours ? LoadOutcome.Rejected : LoadOutcome.Failed,
            QueuedUs = times.QueuedUs,
            FirstTokenUs = times.HasFirstTokenUs ? times.FirstTokenUs : null,
            FirstAnswerUs = times.HasFirstAnswerUs ? times.FirstAnswerUs : null,
            LastTokenUs = times.HasLastTokenUs ? times.LastTokenUs : null,
            ClosedUs = times.HasClosedUs ? times.ClosedUs : null,
            TokenEvents = times.TokenEvents,
            InputTokens = finished.Usage is { HasInput: true } u ? u.Input + u.CacheRead + u.CacheWrite5M + u.CacheWrite1H : null,
            OutputTokens = finished.Usage is { HasOutput: true } used ? used.Output + used.Reasoning : null,
            CostPicoUsd = finished.HasCostPicoUsd ? finished.CostPicoUsd : null,
            ServerLoadUs = finished.Server is { HasLoadUs: true } server ? server.LoadUs : null,
            Finish = finished.Finish,
            ErrorCode = failure?.Code,
            Error = Short(failure?.Message),
        };
    }

    public LoadSample With(CallFailure failure) => this with
    {
        Outcome = failure.Ours ? LoadOutcome.Rejected : LoadOutcome.Failed,
        ErrorCode = failure.Code,
        Error = Short(failure.Message),
    };

    private static string? Short(string? message) => message is { Length: > 300 } ? string.Concat(message.AsSpan(0, 299), "…") : message;
}
