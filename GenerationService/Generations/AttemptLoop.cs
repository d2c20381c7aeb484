using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>All attempts of a generation, and what ended them.</summary>
/// <param name="Error">Null when the last attempt brought an answer.</param>
internal sealed record AttemptSeries(IReadOnlyList<AttemptOutcome> Outcomes, GenerationError? Error);

/// <summary>Works through a plan: one wall clock for all attempts, and after each failure only what can succeed.</summary>
internal sealed partial class AttemptLoop(
    AttemptRunner runner, IOptions<GenerationOptions> options, TimeProvider time, ILogger<AttemptLoop> logger)
{
    private readonly GenerationOptions _options = options.Value;

    public async Task<AttemptSeries> RunAsync(GenerationJob job, TimeSpan queued)
    {
        var budget = new WallClockBudget(TimeSpan.FromMilliseconds(_options.TimeoutMs), time);
        var outcomes = new List<AttemptOutcome>();
        var next = new AttemptCursor(job.Request);
        while (outcomes.Count == 0 || budget.AllowsAttempt)
        {
            Announce(job, next, outcomes.Count);
            var outcome = await RunOneAsync(job, next.ToCall(outcomes.Count == 0 ? queued : TimeSpan.Zero), budget);
            outcomes.Add(outcome);
            if (outcome.Failure is not { } failure || job.StopReason != StopReason.None)
            {
                return new AttemptSeries(outcomes, null);
            }

            LogFailed(logger, job.Id, outcomes.Count, failure.Status, failure.Code);
            if (!await PrepareNextAsync(job, next, outcome, failure, budget))
            {
                return new AttemptSeries(outcomes, GenerationError.From(failure));
            }
        }

        return new AttemptSeries(outcomes, GenerationError.OutOfTime);
    }

    private static void Announce(GenerationJob job, AttemptCursor next, int made) => job.Append(
        "attempt", new AttemptEvent(made + 1, Math.Max(job.Request.Plan.Count, made + 1), next.Planned.Model, next.Planned.Provider, ResetCode: made > 0));

    private async Task<AttemptOutcome> RunOneAsync(GenerationJob job, AttemptCall call, WallClockBudget budget)
    {
        using var clock = new CancellationTokenSource(budget.Left, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(job.Stopping, clock.Token);
        job.Answer.Begin(attempt);
        var outcome = await runner.RunAsync(call, job, attempt.Token);
        return outcome.Result.Finish == FinishReason.Cancelled && job.StopReason == StopReason.None
            ? outcome with { Result = outcome.Result with { Finish = FinishReason.Failed, Failure = WhyStopped(job, budget) } }
            : outcome;
    }

    // The adapter only knows that it was cancelled; who did it is known here.
    private static ProviderFailure WhyStopped(GenerationJob job, WallClockBudget budget) => job.Answer.Overflowed
        ? new ProviderFailure(502, "generation.answer_too_long", "The answer grew beyond what is kept, so it was ended.", Retryable: false)
        : new ProviderFailure(
            GenerationError.OutOfTime.Status,
            GenerationError.OutOfTime.Code,
            $"The model did not finish within {budget.Total.TotalSeconds:0.#} seconds.",
            Retryable: false,
            Hint: GenerationError.OutOfTime.Hint);

    private async Task<bool> PrepareNextAsync(
        GenerationJob job, AttemptCursor next, AttemptOutcome outcome, ProviderFailure failure, WallClockBudget budget)
    {
        switch (RetryPolicy.Decide(next.Failed(failure), _options.MaxRetriesPerProvider))
        {
            case NextStep.RepeatWithoutImage:
                next.DropImage();
                Log(job, outcome, $"{failure.Message} Trying once more without the image.");
                return true;
            case NextStep.RepeatWithoutStreaming:
                next.DropStreaming();
                Log(job, outcome, $"{failure.Message} Trying once more without streaming.");
                return true;
            case NextStep.NextAttempt:
                next.MoveOn();
                Log(job, outcome, $"{failure.Message} Trying {next.Planned.Provider} next.");
                return true;
            case NextStep.RepeatAfterDelay:
                return await WaitAsync(job, next, outcome, failure, budget);
            default:
                return false;
        }
    }

    private async Task<bool> WaitAsync(
        GenerationJob job, AttemptCursor next, AttemptOutcome outcome, ProviderFailure failure, WallClockBudget budget)
    {
        var delay = RetryPolicy.Delay(
            failure,
            next.Repeats,
            TimeSpan.FromMilliseconds(_options.RetryBaseDelayMs),
            TimeSpan.FromMilliseconds(_options.RetryMaxDelayMs),
            Random.Shared.NextDouble);
        if (!budget.AllowsWait(delay))
        {
            return false;
        }

        next.Repeat();
        Log(job, outcome, $"{failure.Message} Trying again in {delay.TotalSeconds:0.#} s.");
        await Task.Delay(delay, time, job.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return job.StopReason == StopReason.None;
    }

    // With the attempt's record: should this process die, whoever ends the generation knows its usage and price from here.
    private static void Log(GenerationJob job, AttemptOutcome failed, string message) =>
        job.Append("log", new LogEvent(message) { Attempt = failed.ToRecord().Brief() });

    [LoggerMessage(Level = LogLevel.Information, Message = "Generation {Id}: attempt {Number} failed with {Status} {Code}")]
    private static partial void LogFailed(ILogger logger, Guid id, int number, int status, string code);
}
