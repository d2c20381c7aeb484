using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Podium.EvalService;

/// <summary>The module's spans and instruments. What a model's calls take is measured where they are made, in the generation module.</summary>
internal sealed class EvalTelemetry
{
    public const string Name = "podium.eval";

    // As advised for calls, 0.01 * 2^n seconds, and further: an item may have several of them, with waits between.
    private static readonly double[] _seconds = [.. Enumerable.Range(0, 18).Select(n => 0.01 * (1 << n))];

    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _items;
    private readonly Histogram<double> _itemDuration;
    private readonly Counter<long> _events;
    private readonly Counter<long> _takeovers;
    private long _queueDepth;

    public EvalTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _items = meter.CreateCounter<long>("podium.eval.items", "{item}", "Items of runs that ended, by status.");
        _itemDuration = meter.CreateHistogram(
            "podium.eval.item.duration", "s", "Duration of an answered item: its requests, tools and the waits between them.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds });
        _events = meter.CreateCounter<long>("podium.eval.events", "{event}", "Events of runs that were stored.");
        _takeovers = meter.CreateCounter<long>("podium.eval.takeovers", "{run}", "Runs taken from a worker whose lease had run out.");
        meter.CreateObservableGauge("podium.eval.queue.depth", () => QueueDepth, "{run}", "Runs that wait for a worker while this one has no room.");
    }

    /// <summary>As this process's worker saw it last.</summary>
    public long QueueDepth
    {
        get => Volatile.Read(ref _queueDepth);
        set => Volatile.Write(ref _queueDepth, value);
    }

    /// <param name="errorCode">Why it failed; null when it was answered.</param>
    /// <param name="durationUs">Null when it failed: what it took to fail is not what it takes to answer.</param>
    public void ItemEnded(string status, string? errorCode, long? durationUs)
    {
        var tags = new TagList { { "podium.run_item.status", status } };
        if (durationUs is { } us)
        {
            _itemDuration.Record(us / 1e6, tags);
        }

        if (errorCode is not null)
        {
            tags.Add("error.type", errorCode);
        }

        _items.Add(1, tags);
    }

    public void EventsStored(int count) => _events.Add(count);

    public void RunTakenOver() => _takeovers.Add(1);

    /// <summary>The span of one run, from the moment a worker takes it until it lets go.</summary>
    public Activity? StartRun(long runId) => _source.StartActivity("run")?.SetTag("podium.run.id", runId);

    /// <summary>The span of one item: all its attempts and tool loops.</summary>
    public Activity? StartItem(long itemId) => _source.StartActivity("run item")?.SetTag("podium.run_item.id", itemId);

    /// <summary>The span of one judging of a run, for as long as this process drives it.</summary>
    public Activity? StartJudging(long runId) => _source.StartActivity("judging")?.SetTag("podium.run.id", runId);

    /// <summary>The span of one load.</summary>
    public Activity? StartLoad(long loadId) => _source.StartActivity("load")?.SetTag("podium.load.id", loadId);
}
