using System.Diagnostics;
using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>One call to make.</summary>
/// <param name="Queued">The wait for a place before it; its own metric, part of no other.</param>
internal sealed record AttemptCall(ChatRequest Request, ProviderEndpoint Endpoint, PlannedAttempt Planned, bool Demo, TimeSpan Queued);

/// <summary>What a call brought.</summary>
internal sealed record AttemptOutcome(AttemptCall Call, CompletionResult Result, CompletionCost? Cost, TimeSpan Duration)
{
    public ProviderFailure? Failure => Result.Failure;

    /// <summary>Tokens came or were counted, so somebody pays for them.</summary>
    public bool IsBilled => Result.Usage is not null || Result.Timings.TokenEvents > 0;

    public string UsedProvider => Result.ServedBy ?? Call.Planned.Provider;

    public AttemptRecord ToRecord() => new()
    {
        Model = Call.Planned.Model,
        Provider = Call.Planned.Provider,
        Status = Failure is null && Result.Finish != FinishReason.Cancelled ? "success" : "error",
        StatusCode = Failure?.Status,
        Retryable = Failure is { } failure && (RetryPolicy.MayPass(failure) || failure.Code == RetryPolicy.ProviderUnsupported),
        DurationMs = Duration.TotalMilliseconds,
        Detail = Failure?.Message,
        Code = Failure?.Code,
        ServedBy = Result.ServedBy,
        FinishReason = FinishReasons.ToText(Result.Finish),
        Usage = UsageView.From(Result.Usage),
        Cost = CompletionCostResponse.From(Cost),
        Timings = TimingsView.From(Result.Timings, Result.Usage?.TotalOutput),
    };
}

/// <summary>Makes one call: adapter, span, metrics, price. Knows nothing of plans and retries.</summary>
internal sealed class AttemptRunner(ChatProviders providers, PriceBook prices, GenerationTelemetry telemetry, TimeProvider time)
{
    public async Task<AttemptOutcome> RunAsync(AttemptCall call, ICompletionSink sink, CancellationToken cancellationToken)
    {
        using var span = telemetry.StartCall(call.Request.Model);
        var started = Stopwatch.GetTimestamp();
        var sentAt = time.GetUtcNow();
        var result = await providers.For(call.Endpoint).CompleteAsync(call.Request, call.Endpoint, sink, cancellationToken);
        result = result with { Timings = result.Timings with { Queued = call.Queued } };
        var outcome = new AttemptOutcome(call, result, Price(call, result, sentAt), Stopwatch.GetElapsedTime(started));
        CallTelemetry.Record(telemetry, span, outcome);
        return outcome;
    }

    private CompletionCost? Price(AttemptCall call, CompletionResult result, DateTimeOffset sentAt)
    {
        if (call.Demo)
        {
            return null;
        }

        var (provider, servedBy) = PricedProvider.Of(call.Endpoint, result.ServedBy);
        return CostCalculator.Compute(result.Usage, prices.Find(provider, call.Request.Model, servedBy, sentAt));
    }
}
