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
    IOptions<EvalOptions> evalOptions,
    TimeProvider time,
    ILogger<LoadDriver> logger)
{
    public Completions Completions => completions;

    public LoadEventStore Events => events;

    public LoadFeeds Feeds => feeds;

    public DatabaseRetry Retry => retry;

    public EvalTelemetry Telemetry => telemetry;

    public LoadOptions Options => options.Value;

    /// <summary>For how long a load is held without being stored.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(evalOptions.Value.LeaseSeconds);

    public TimeProvider Time => time;

    public ILogger<LoadDriver> Logger => logger;

    /// <summary>A part of a load's driver broke: the load ends and says why.</summary>
    public void Broke(long loadId, Exception e, LoadEnding ending)
    {
        logger.LogError(e, "Load {LoadId} broke its worker", loadId);
        ending.End(LoadStatus.Failed, $"The load broke its worker: {e.Message}");
    }
}
