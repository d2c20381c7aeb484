using System.Globalization;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;

namespace Podium.EvalService.Load.Driving;

/// <summary>Looks at a load once a second: what is seen, whether a limit is reached, what is wanted. Storing goes on beside it and holds nothing of this up.</summary>
internal sealed class LoadWatch(
    LoadToDrive load, LoadDriverServices services, IReadOnlyList<LoadLane> lanes, LoadClock clock, LoadJournal journal, LoadTotals totals, LoadEnding ending)
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    private Task _storing = Task.CompletedTask;
    private long _storedUs = clock.NowUs;
    private long _toldUs;

    /// <param name="done">Cancelled when everything was sent and answered.</param>
    public async Task RunAsync(int secondsPerWindow, CancellationToken done)
    {
        try
        {
            for (var second = 1; !done.IsCancellationRequested; second++)
            {
                await Task.Delay(_tick, services.Time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Look(second % secondsPerWindow == 0, done);
            }
        }
        finally
        {
            await _storing;
        }
    }

    private void Look(bool isWindow, CancellationToken done)
    {
        foreach (var lane in lanes)
        {
            var pieces = lane.TakePieces();
            if (lane.Stage is { } stage && !done.IsCancellationRequested)
            {
                stage.Tick(pieces);
                journal.Set(stage.Mark);
            }
        }

        if (isWindow || done.IsCancellationRequested)
        {
            TellWindow();
        }

        if (!done.IsCancellationRequested)
        {
            CheckLimits();
            _storing = _storing.IsCompleted ? StoreAsync() : _storing;
        }
    }

    private void TellWindow()
    {
        var now = clock.NowUs;
        var cars = lanes.Select(lane => lane.TakeWindow(clock, load.Plan.Slos)).OfType<CarWindow>().ToList();
        if (cars.Count > 0)
        {
            journal.Tell(LoadEventTypes.Window, new WindowBody(Math.Round(now / 1e6, 3), Math.Round((now - _toldUs) / 1e6, 3), cars));
        }

        _toldUs = now;
    }

    private void CheckLimits()
    {
        if (totals.Reached(load.Plan) is { } limit)
        {
            ending.End(LoadStatus.Completed, limit);
        }

        // Nobody who looks at the load sees it, and nobody who cancels it is heard.
        if (!_storing.IsCompleted && clock.NowUs - Volatile.Read(ref _storedUs) > services.Lease.TotalMicroseconds)
        {
            ending.End(
                LoadStatus.Interrupted,
                string.Create(CultureInfo.InvariantCulture, $"The database was away: nothing could be stored for {services.Lease.TotalSeconds:0} seconds."));
        }
    }

    private async Task StoreAsync()
    {
        try
        {
            var wanted = await journal.FlushAsync(null, CancellationToken.None);
            Volatile.Write(ref _storedUs, clock.NowUs);
            if (wanted is null)
            {
                ending.Lose();
            }
            else if (wanted == Wanted.Cancel)
            {
                ending.End(LoadStatus.Cancelled, null);
            }
        }
        catch (Exception e)
        {
            services.Broke(load.Id, e, ending);
        }
    }
}
