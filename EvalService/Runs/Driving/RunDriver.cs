using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Drives one run from where it stands to its end, or until somebody wants something else. Holds its lease alone.</summary>
internal sealed class RunDriver(RunToDrive run, RunDriverServices services)
{
    // An item that took this many workers with it is what kills them.
    private const int MaxTakeovers = 20;

    // Likewise a run of which this many workers could store nothing.
    private const int MaxIdleTakes = 20;

    // A timer may be early by its resolution, and takes no longer time than 49 days: from its first tick on it looks every second.
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(40);
    private static readonly TimeSpan _deadlinePeriod = TimeSpan.FromSeconds(1);

    private readonly RunLog _log = new(run.Id, run.LastSequence, services.Time);
    private readonly ConcurrentQueue<(RunItem Item, ItemResult? Result)> _ended = new();
    private readonly AsyncSignal _signal = new();
    private readonly CancellationTokenSource _items = new();
    private readonly CarTable _cars = new(run, services.Completions);
    private readonly long _began = services.Time.GetTimestamp();
    private RunTotals _totals = run.Totals;
    private int _inFlight;
    private volatile string _wanted = run.Wanted;
    private volatile bool _stopping;
    private volatile bool _releasing;
    private RunJournal? _journal;
    private StartingGrid? _grid;

    public long RunId => run.Id;

    public RunLease Lease => run.Lease;

    /// <summary>It lets go of the run by itself.</summary>
    public bool IsReleasing => _releasing;

    /// <summary>What a person wants now.</summary>
    public void Want(string wanted)
    {
        _wanted = wanted;
        _cars.RefreshSoon();
        _signal.Raise();
    }

    /// <summary>This process ends: another one may go on.</summary>
    public void Stop()
    {
        _stopping = true;
        _signal.Raise();
    }

    /// <summary>Somebody else has the run.</summary>
    public void Lose()
    {
        _journal?.Lose();
        _signal.Raise();
    }

    public async Task DriveAsync()
    {
        using var span = services.Telemetry.StartRun(run.Id);
        services.Feeds.Begin(run.Id, run.LastSequence);
        var journal = _journal = new RunJournal(run.Lease, _log, services.Store, services.Feeds, services.Announcer, services.Retry, services.Telemetry, services.Logger);
        var writing = Task.Run(journal.WriteAsync);
        journal.Stored += _signal.Raise;
        await using var lost = journal.Lost.UnsafeRegister(static signal => ((AsyncSignal)signal!).Raise(), _signal);
        try
        {
            if (run.IdleTakes >= MaxIdleTakes)
            {
                Finish(RunStatus.Failed, $"{run.IdleTakes} workers took this run and could not store anything of it.", cancelOpenItems: true);
            }
            else
            {
                await OpenAsync(journal.Lost);
                await CloseAsync(await RaceAsync(journal));
            }
        }
        catch (OperationCanceledException) when (journal.Lost.IsCancellationRequested)
        {
            // The other worker begins again what was in flight here.
        }
        catch (Exception e)
        {
            services.Logger.LogError(e, "Run {RunId} cannot go on", run.Id);
            await EndItemsAsync();
            Finish(RunStatus.Failed, $"The run broke its worker: {e.Message}", cancelOpenItems: true);
        }
        finally
        {
            await EndItemsAsync();
        }

        await writing;
    }

    /// <summary>Says how the run goes on, and puts back what a lost worker had begun.</summary>
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (run.LastSequence == 0)
        {
            _log.Append(EventTypes.RunStarted, null, json => json.WriteString("status"u8, RunStatus.Running), Begin);
        }
        else if (run.Status == RunStatus.Queued)
        {
            _log.Append(EventTypes.RunResumed, null, change: Begin);
        }

        foreach (var (item, takeovers) in await services.Retry.RunAsync(token => services.Claims.ReadInterruptedAsync(run.Id, token), cancellationToken))
        {
            using var events = new ItemEvents(_log, item.Id, services.Time);
            if (takeovers >= MaxTakeovers)
            {
                var failure = new CallFailure("worker_lost", $"Its worker died {takeovers} times while it ran this.", MayPass: false);
                events.Write(EventTypes.ItemError, json => ItemEventBodies.Error(json, item, item.Attempts, failure, retrying: false));
                Count(ItemResults.Complete(ItemResults.Failed(item, item.Attempts, failure, new CallTally(item.PaidBefore).Failed()), events));
                continue;
            }

            events.Write(
                EventTypes.ItemRetry,
                json => ItemEventBodies.Retry(json, item.Attempts + 1, TimeSpan.Zero, "worker_lost"),
                batch => batch.Items[item.Id] = new ItemChange(ItemStatus.Pending, item.Attempts) { TakenOver = true });
        }
    }

    private static void Begin(RunBatch batch) => batch.Run = new RunChange(RunStatus.Running);

    private async Task<Halt> RaceAsync(RunJournal journal)
    {
        var grid = _grid = new StartingGrid(run.Mode, new ItemWindow(services.Pages, run.Id));
        await using var deadline = StartDeadline();
        while (true)
        {
            journal.Lost.ThrowIfCancellationRequested();
            Drain(grid);
            if (Look() is { } halt)
            {
                if (halt.AtOnce || _inFlight == 0)
                {
                    return halt;
                }
            }
            else if (!journal.IsFull && !grid.IsEmpty)
            {
                await _cars.RefreshAsync(services.Logger, journal.Lost);
                var next = await grid.NextAsync(_cars.ConnectionOf, journal.Lost);
                foreach (var (item, test) in next)
                {
                    Start(grid, item, test);
                }

                if (next.Count > 0)
                {
                    continue;
                }
            }

            if (grid.IsEmpty && _inFlight == 0 && _ended.IsEmpty && Look() is null)
            {
                return Halt.AtTheEnd;
            }

            await _signal.WaitAsync();
        }
    }

    // Nothing else may happen at the instant at which its time is over.
    private ITimer? StartDeadline()
    {
        if (run.Limits.MaxSeconds is not { } seconds)
        {
            return null;
        }

        var left = TimeSpan.FromTicks(Math.Clamp((TimeSpan.FromSeconds(seconds) - run.Active).Ticks, 0, _longestTimer.Ticks));
        return services.Time.CreateTimer(static signal => ((AsyncSignal)signal!).Raise(), _signal, left, _deadlinePeriod);
    }

    private Halt? Look()
    {
        if (_wanted == Wanted.Cancel)
        {
            return new Halt(RunStatus.Cancelled, null, AtOnce: true);
        }

        if (_stopping)
        {
            return new Halt(null, null, AtOnce: true);
        }

        var active = run.Active + services.Time.GetElapsedTime(_began);
        if (run.Limits.Reached(active, _totals.CostPicoUsd, _totals.Failed) is { } limit)
        {
            return new Halt(RunStatus.Cancelled, limit, AtOnce: true);
        }

        return _wanted == Wanted.Pause ? new Halt(RunStatus.Paused, null, AtOnce: false) : null;
    }

    private void Start(StartingGrid grid, RunItem item, TestCase test)
    {
        var car = _cars.Find(item.CarId);
        _inFlight++;
        grid.OnStarted(car.Connection.Id);
        _ = RunItemAsync(new ItemWork(item, test, car, run.Owner, services.Outside(run, car)));
    }

    // Never faults: whatever happens, the item is handed back.
    private async Task RunItemAsync(ItemWork work)
    {
        await Task.Yield();
        ItemResult? result = null;
        try
        {
            using var slot = await services.Slots.TakeAsync(_items.Token);
            result = await RunInPlaceAsync(work, slot);
        }
        catch (OperationCanceledException) when (_items.IsCancellationRequested)
        {
            // Cancelled with its run, or to be begun again by the next worker.
        }

        _ended.Enqueue((work.Item, result));
        _signal.Raise();
    }

    private async Task<ItemResult> RunInPlaceAsync(ItemWork work, ItemSlot slot)
    {
        using var events = new ItemEvents(_log, work.Item.Id, services.Time);
        var tally = new CallTally(work.Item.PaidBefore);
        try
        {
            return await services.Items.RunAsync(work, events, tally, slot, _items.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_items.IsCancellationRequested)
        {
            services.Logger.LogError(e, "Item {ItemId} of run {RunId} failed by a defect", work.Item.Id, run.Id);
            var failure = new CallFailure("internal_error", "Podium could not finish this item. Its log says why.", MayPass: false);
            return ItemResults.Fail(work, events, work.Item.Attempts + 1, tally, failure);
        }
    }

    private void Drain(StartingGrid? grid)
    {
        while (_ended.TryDequeue(out var ended))
        {
            _inFlight--;
            grid?.OnEnded(_cars.Find(ended.Item.CarId).Connection.Id);
            if (ended.Result is { } result)
            {
                Count(result);
            }
        }
    }

    private void Count(ItemResult result) => _totals = _totals.With(result);

    private async Task EndItemsAsync()
    {
        await _items.CancelAsync();
        while (_inFlight > 0)
        {
            Drain(_grid);
            if (_inFlight > 0)
            {
                await _signal.WaitAsync();
            }
        }
    }

    private async Task CloseAsync(Halt halt)
    {
        await EndItemsAsync();
        switch (halt.Status)
        {
            case RunStatus.Paused:
                _releasing = true;
                _log.Append(EventTypes.RunPaused, null, change: batch => batch.Run = new RunChange(RunStatus.Paused, Release: true));
                break;
            case RunStatus.Cancelled:
                _log.Append(EventTypes.RunCancelled, null, json => json.WriteString("reason"u8, halt.Reason ?? "Cancelled by a person."));
                Finish(RunStatus.Cancelled, halt.Reason, cancelOpenItems: true);
                break;
            case RunStatus.Completed:
                Finish(_totals.Ended > 0 && _totals.Failed == _totals.Ended ? RunStatus.Failed : RunStatus.Completed, null, cancelOpenItems: false);
                break;
            default:
                _releasing = true;
                _log.Change(batch => batch.Run = new RunChange(null, Release: true));
                break;
        }
    }

    private void Finish(string status, string? error, bool cancelOpenItems)
    {
        _releasing = true;
        _log.Append(
            EventTypes.RunCompleted,
            null,
            json =>
            {
                json.WriteString("status"u8, status);
                if (error is not null)
                {
                    json.WriteString("error"u8, error);
                }
            },
            batch => batch.Run = new RunChange(status, error, Release: true, cancelOpenItems));
    }

    /// <param name="Status">What the run becomes; null: it stays what it is, for another worker.</param>
    /// <param name="AtOnce">What is in flight is ended rather than waited for.</param>
    private sealed record Halt(string? Status, string? Reason, bool AtOnce)
    {
        public static readonly Halt AtTheEnd = new(RunStatus.Completed, null, AtOnce: false);
    }
}
