using System.Diagnostics;
using Microsoft.Extensions.Options;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs.Driving;
using Podium.EvalService.Runs.Events;

namespace Podium.EvalService.Runs.Items;

/// <summary>Runs one item from its start to its result: attempts, waits between them, checks.</summary>
internal sealed class ItemRunner(Completions completions, IOptions<EvalOptions> options, EvalTelemetry telemetry, TimeProvider time)
{
    public async Task<ItemResult> RunAsync(ItemWork work, ItemEvents events, CallTally tally, ItemSlot slot, CancellationToken cancellationToken)
    {
        using var span = telemetry.StartItem(work.Item.Id);
        var number = work.Item.Attempts + 1;
        var now = events.Now;
        events.Write(
            EventTypes.ItemStarted,
            json => ItemEventBodies.Started(json, work.Item, work.Test.Name),
            batch => batch.Items[work.Item.Id] = Running(number) with { StartedAt = now });
        if (work.Test.Defect is { } defect)
        {
            return ItemResults.Fail(work, events, number, tally, new CallFailure("invalid_test", defect, MayPass: false));
        }

        var started = Stopwatch.GetTimestamp();
        var queued = TimeSpan.Zero;
        int failures = 0, ours = 0;
        while (true)
        {
            var attempt = new ItemAttempt(work, number, events, tally, completions, options.Value.ToolLoopLimit);
            if (await attempt.RunAsync(cancellationToken) is not { } failure)
            {
                return await SucceedAsync(work, attempt, number, tally, events, cancellationToken);
            }

            tally.StartOver();
            var count = failure.Ours ? ++ours : ++failures;
            var delay = RetryBackoff.Delay(failure, count, Stopwatch.GetElapsedTime(started) - queued, work.Car.Connection, Random.Shared.NextDouble());
            if (delay is not { } wait)
            {
                return ItemResults.Fail(work, events, number, tally, failure);
            }

            events.Write(EventTypes.ItemError, json => ItemEventBodies.Error(json, work.Item, number, failure, retrying: true));
            number++;
            var next = number;
            events.Write(EventTypes.ItemRetry, json => ItemEventBodies.Retry(json, next, wait, failure.Code), batch => batch.Items[work.Item.Id] = Running(next));
            slot.Leave();
            var waiting = Stopwatch.GetTimestamp();
            await Task.Delay(wait, time, cancellationToken);
            var waited = Stopwatch.GetElapsedTime(waiting);
            if (!failure.Ours)
            {
                tally.Spend(waited);
            }

            await slot.ComeBackAsync(cancellationToken);
            queued += Stopwatch.GetElapsedTime(waiting) - waited;
        }
    }

    private static ItemChange Running(int attempts) => new(ItemStatus.Running, attempts);

    private static async Task<ItemResult> SucceedAsync(
        ItemWork work, ItemAttempt attempt, int number, CallTally tally, ItemEvents events, CancellationToken cancellationToken)
    {
        var conversation = attempt.Conversation;
        var metrics = tally.Succeeded(conversation.Text);
        var report = await work.Test.Checks.EvaluateAsync(ToInput(work, conversation, metrics), work.Outside, cancellationToken);
        return ItemResults.Succeed(work, attempt, number, Checked(metrics, report), report, events);
    }

    private static CheckInput ToInput(ItemWork work, Conversation conversation, ItemMetrics metrics) => new(conversation.Text)
    {
        ToolCalls = [.. conversation.Detected.Select(call => new CheckedToolCall(call.Name, ItemEventBodies.TryParse(call.ArgumentsJson)))],
        LatencyMs = metrics.TotalUs / 1000.0,
        TtftMs = metrics.TtftUs / 1000.0,
        CostUsd = metrics.CostPicoUsd / 1e12m,
        Prompt = work.Test.UserPrompt,
        Reference = work.Test.Reference,
    };

    private static ItemMetrics Checked(ItemMetrics metrics, CheckReport report) => report.Total == 0
        ? metrics with { CheckCostPicoUsd = report.CostPicoUsd }
        : metrics with
        {
            ChecksTotal = report.Total,
            ChecksPassed = report.Passed,
            CheckScore = report.Score,
            Passed = report.Pass,
            CheckCostPicoUsd = report.CostPicoUsd,
        };
}
