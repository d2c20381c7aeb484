using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Streaming;

namespace Podium.GenerationService.Generations;

/// <summary>
/// What the tables say about generations that another process runs. All followers of this process share one query, asked when something was said to
/// have happened and at most fifty times a second, so that following costs the database the same whoever writes how fast.
/// </summary>
internal sealed class GenerationTail(EventStore events, TimeProvider time, ILogger<GenerationTail> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);

    // What a missed signal costs.
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);

    // A follower hears this often at least, so that it can tell its client that it still lives.
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);

    private readonly AsyncSignal _signal = new();
    private readonly Lock _gate = new();
    private List<Waiting> _arrived = [];
    private List<Waiting> _waiting = [];

    /// <summary>Something was stored, somewhere.</summary>
    public void Wake() => _signal.Raise();

    /// <summary>
    /// Waits for events behind <paramref name="after"/> or for the end; after a while it answers without either.
    /// </summary>
    public async Task<TailRead> ReadAsync(Guid id, long after, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(id, after, time.GetTimestamp());
        await using var left = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiting)state!).Answer.TrySetCanceled(token), waiting);
        lock (_gate)
        {
            _arrived.Add(waiting);
        }

        _signal.Raise();
        return await waiting.Answer.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.UnsafeRegister(static signal => ((AsyncSignal)signal!).Raise(), _signal);
        await using var timer = time.CreateTimer(static signal => ((AsyncSignal)signal!).Raise(), _signal, _poll, _poll);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync();
            Gather();
            if (_waiting.Count > 0)
            {
                var pause = _interval;
                try
                {
                    await AnswerAsync(stoppingToken);
                }
                catch (Exception e) when (DatabaseRetry.MayPass(e))
                {
                    logger.LogWarning(e, "Generations of other processes cannot be followed now; {Count} followers wait", _waiting.Count);
                    pause = _retryDelay;
                }

                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Gather()
    {
        _waiting.RemoveAll(w => w.Answer.Task.IsCompleted);
        lock (_gate)
        {
            _waiting.AddRange(_arrived);
            _arrived.Clear();
        }
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var places = _waiting.GroupBy(w => (w.Id, w.After)).ToList();
        IReadOnlyDictionary<(Guid Id, long After), TailRead> reads;
        try
        {
            reads = await events.ReadTailsAsync([.. places.Select(p => p.Key)], cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseRetry.MayPass(e))
        {
            // A defect, for those who asked to hear of.
            _waiting.ForEach(w => w.Answer.TrySetException(e));
            return;
        }

        foreach (var place in places)
        {
            var read = reads[place.Key];
            foreach (var waiting in place.Where(w => read.IsNews || time.GetElapsedTime(w.Since) >= _silence))
            {
                waiting.Answer.TrySetResult(read);
            }
        }
    }

    private sealed record Waiting(Guid Id, long After, long Since)
    {
        public TaskCompletionSource<TailRead> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <param name="State">Null when there is no such generation.</param>
/// <param name="Rows">The first rows behind the place asked for.</param>
internal sealed record TailRead(TailState? State, IReadOnlyList<StoredFrames> Rows)
{
    public bool IsNews => Rows.Count > 0 || State is not { Ended: false, EventsRemoved: false };
}

/// <param name="LastSequence">The number of the last event; null while it runs.</param>
internal sealed record TailState(bool Ended, long? LastSequence, bool EventsRemoved);
