using Microsoft.Extensions.Logging;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>Drives one load from its start to its end. Holds its lease alone.</summary>
internal sealed class LoadDriver(LoadToDrive load, LoadDriverServices services)
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    // A chart has no room for more points than this.
    private const int MostWindows = 600;

    private readonly LoadClock _clock = new(services.Time);
    private readonly LoadJournal _journal = new(load.Lease, services.Events, services.Feeds, services.Retry, services.Time);
    private readonly LoadTotals _totals = new();
    private readonly List<LoadLane> _lanes = [.. load.Cars.Select(car => new LoadLane(car))];
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private LoadEnd? _ended;
    private bool _lost;
    private long _toldUs;

    public long LoadId => load.Id;

    /// <summary>Somebody wants it to end.</summary>
    public void Cancel() => End(LoadStatus.Cancelled, null);

    /// <summary>This process ends, and the load with it.</summary>
    public void Stop() => End(LoadStatus.Interrupted, "Podium was stopped while the load went on.");

    public async Task DriveAsync()
    {
        using var span = services.Telemetry.StartLoad(load.Id);
        using var calls = new LoadCalls(load, services.Completions, _clock, _journal, _totals, services.Options.MaxRequests);
        using var slots = new SemaphoreSlim(services.Options.MaxInFlight);
        using var done = new CancellationTokenSource();
        var stages = load.Plan.Stages();
        var seconds = stages.Sum(s => s.Seconds) * (load.Plan.Order == LoadOrder.InTurn ? _lanes.Count : 1);
        _journal.Tell(LoadEventTypes.Started, new LoadStartedBody(LoadStatus.Running, _lanes.Count, stages.Count, seconds));
        var watching = WatchAsync((int)Math.Ceiling(Math.Max(1, seconds / MostWindows)), done.Token);
        try
        {
            await new CarRace(load, calls, slots, _clock, _journal).RunAsync(_lanes, _end.Token);
        }
        catch (Exception e)
        {
            services.Logger.LogError(e, "Load {LoadId} broke its worker", load.Id);
            End(LoadStatus.Failed, $"The load broke its worker: {e.Message}");
        }

        await done.CancelAsync();
        await watching;
        await CloseAsync(Conclusion(calls));
    }

    /// <summary>Once a second: what is seen, what is stored, what is wanted.</summary>
    private async Task WatchAsync(int secondsPerWindow, CancellationToken done)
    {
        for (var second = 1; !done.IsCancellationRequested; second++)
        {
            await Task.Delay(_tick, services.Time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var lane in _lanes)
            {
                var pieces = lane.TakePieces();
                if (lane.Stage is { } stage && !done.IsCancellationRequested)
                {
                    stage.Tick(pieces);
                    _journal.Set(stage.Mark);
                }
            }

            if (second % secondsPerWindow == 0 || done.IsCancellationRequested)
            {
                TellWindow();
            }

            if (!done.IsCancellationRequested)
            {
                await StoreAsync();
            }
        }
    }

    private void TellWindow()
    {
        var now = _clock.NowUs;
        var cars = _lanes.Select(lane => lane.TakeWindow(_clock, load.Plan.Slos)).OfType<CarWindow>().ToList();
        if (cars.Count > 0)
        {
            _journal.Tell(LoadEventTypes.Window, new WindowBody(Math.Round(now / 1e6, 3), Math.Round((now - _toldUs) / 1e6, 3), cars));
        }

        _toldUs = now;
    }

    private async Task StoreAsync()
    {
        var wanted = await _journal.FlushAsync(null, CancellationToken.None);
        if (wanted is null)
        {
            _lost = true;
            End(LoadStatus.Interrupted, null);
        }
        else if (wanted == Wanted.Cancel)
        {
            Cancel();
        }
        else if (_totals.Reached(load.Plan) is { } limit)
        {
            End(LoadStatus.Completed, limit);
        }
    }

    private LoadEnd Conclusion(LoadCalls calls)
    {
        if (_ended is { } known)
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
        if (_lost)
        {
            services.Logger.LogWarning("Load {LoadId} was taken from this process", load.Id);
            return;
        }

        _journal.Tell(LoadEventTypes.Completed, new LoadCompletedBody(end.Status, end.Because, _totals.Requests));
        await _journal.FlushAsync(end, CancellationToken.None);
    }

    private void End(string status, string? because)
    {
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            _ended = new LoadEnd(status, because);
        }

        _ = _end.CancelAsync();
    }
}
