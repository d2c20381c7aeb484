using Microsoft.Extensions.Logging;
using Podium.EvalService.Checks;
using Podium.EvalService.Judging;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Runs.Driving;

/// <summary>What every driver of this process works with.</summary>
internal sealed class RunDriverServices(
    RunClaims claims,
    RunEventStore store,
    RunFeeds feeds,
    RunAnnouncer announcer,
    ItemPages pages,
    ItemRunner items,
    ItemSlots slots,
    Completions completions,
    JudgeCall judgeCall,
    DatabaseRetry retry,
    EvalTelemetry telemetry,
    TimeProvider time,
    IEnumerable<IWebhookClient> webhooks,
    ILogger<RunDriver> logger)
{
    public RunClaims Claims => claims;

    public RunEventStore Store => store;

    public RunFeeds Feeds => feeds;

    public RunAnnouncer Announcer => announcer;

    public ItemPages Pages => pages;

    public ItemRunner Items => items;

    public ItemSlots Slots => slots;

    public Completions Completions => completions;

    public DatabaseRetry Retry => retry;

    public EvalTelemetry Telemetry => telemetry;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Who decides rubrics and webhooks about a car's answers: the run's judge car, if it has one.</summary>
    public OutsideChecks Outside(RunToDrive run, CarSnapshot car) => new(
        run.JudgeCar is { } judge ? new RubricJudge(judgeCall, judge, car, run.Owner) : null,
        webhooks.FirstOrDefault());
}
