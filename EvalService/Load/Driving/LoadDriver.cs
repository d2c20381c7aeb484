using Microsoft.Extensions.Logging;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>Drives one load from its start to its end. Holds its lease alone.</summary>
internal sealed class LoadDriver(LoadToDrive load, LoadDriverServices services)
{
    // A chart has no room for more points than this.
    private const int MostWindows = 600;

    private readonly LoadClock _clock = new(services.Time);
    private readonly LoadJournal _journal = new(load.Lease, services.Events, services.Feeds, services.Retry, services.Time);
    private readonly LoadTotals _totals = new();
    private readonly List<LoadLane> _lanes = [.. load.Cars.Select(car => new LoadLane(car))];
    private readonly LoadEnding _ending = new();

    public long LoadId => load.Id;

    /// <summary>Somebody wants it to end.</summary>
    public void Cancel() => _ending.End(LoadStatus.Cancelled, null);

    /// <summary>This process ends, and the load with it.</summary>
    public void Stop() => _ending.End(LoadStatus.Interrupted, "Podium was stopped while the load went on.");

    public async Task DriveAsync()
    {
        using var span = services.Telemetry.StartLoad(load.Id);
        using var calls = new LoadCalls(load, services.Completions, _clock, _journal, _totals, services.Options.MaxRequests);
        using var slots = new SemaphoreSlim(services.Options.MaxInFlight);
        using var done = new CancellationTokenSource();
        var stages = load.Plan.Stages();
        var seconds = stages.Sum(s => s.Seconds) * (load.Plan.Order == LoadOrder.InTurn ? _lanes.Count : 1);
        _journal.Tell(LoadEventTypes.Started, new LoadStartedBody(LoadStatus.Running, _lanes.Count, stages.Count, seconds));
        var watch = new LoadWatch(load, services, _lanes, _clock, _journal, _totals, _ending);
        var watching = GuardAsync(watch.RunAsync((int)Math.Ceiling(Math.Max(1, seconds / MostWindows)), done.Token));
        await GuardAsync(new CarRace(load, calls, slots, _clock, _journal).RunAsync(_lanes, _ending.Token));
        await done.CancelAsync();
        await watching;
        await CloseAsync(Conclusion(calls));
    }

    // Whichever of them breaks ends the load: a race that nobody watches would go on asking, and paying, unseen.
    private async Task GuardAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception e)
        {
            services.Broke(load.Id, e, _ending);
        }
    }

    private LoadEnd Conclusion(LoadCalls calls)
    {
        if (_ending.Known is { } known)
        {
            return known;
        }

        var reasons = _lanes.Select(lane => lane.GaveUp).OfType<string>().ToList();
        if (calls.Spent.IsCancellationRequested)
        {
            reasons.Add($"A load has at most {services.Options.MaxRequests} requests.");
        }

        return new LoadEnd(_totals.AnyAnswered ? LoadStatus.Completed : LoadStatus.Failed, reasons.Count == 0 ? null : string.Join(' ', reasons));
    }

    private async Task CloseAsync(LoadEnd end)
    {
        if (!_ending.IsLost)
        {
            _journal.Tell(LoadEventTypes.Completed, new LoadCompletedBody(end.Status, end.Because, _totals.Requests));
            if (await _journal.FlushAsync(end, CancellationToken.None) is not null)
            {
                return;
            }
        }

        services.Logger.LogWarning("Load {LoadId} was taken from this process", load.Id);
    }
}
