using System.Diagnostics;

namespace Podium.EvalService;

/// <summary>The module's spans and instruments.</summary>
internal sealed class EvalTelemetry
{
    public const string Name = "podium.eval";

    private readonly ActivitySource _source = new(Name);

    /// <summary>The span of one run, from the moment a worker takes it until it lets go.</summary>
    public Activity? StartRun(long runId) => _source.StartActivity("run")?.SetTag("podium.run.id", runId);

    /// <summary>The span of one item: all its attempts and tool loops.</summary>
    public Activity? StartItem(long itemId) => _source.StartActivity("run item")?.SetTag("podium.run_item.id", itemId);

    /// <summary>The span of one judging of a run, for as long as this process drives it.</summary>
    public Activity? StartJudging(long runId) => _source.StartActivity("judging")?.SetTag("podium.run.id", runId);

    /// <summary>The span of one load.</summary>
    public Activity? StartLoad(long loadId) => _source.StartActivity("load")?.SetTag("podium.load.id", loadId);
}
