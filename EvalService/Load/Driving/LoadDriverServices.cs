using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Load.Driving;

/// <summary>What every driver needs.</summary>
internal sealed class LoadDriverServices(
    Completions completions,
    LoadEventStore events,
    LoadFeeds feeds,
    DatabaseRetry retry,
    EvalTelemetry telemetry,
    IOptions<LoadOptions> options,
    TimeProvider time,
    ILogger<LoadDriver> logger)
{
    public Completions Completions => completions;

    public LoadEventStore Events => events;

    public LoadFeeds Feeds => feeds;

    public DatabaseRetry Retry => retry;

    public EvalTelemetry Telemetry => telemetry;

    public LoadOptions Options => options.Value;

    public TimeProvider Time => time;

    public ILogger<LoadDriver> Logger => logger;
}
