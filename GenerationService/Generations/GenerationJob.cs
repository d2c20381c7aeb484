using System.Diagnostics;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Streaming;

namespace Podium.GenerationService.Generations;

internal enum StopReason
{
    None,
    Cancelled,

    /// <summary>The process ends.</summary>
    Shutdown,

    /// <summary>Another worker took it over: this one must not write any more.</summary>
    LeaseLost,
}

/// <summary>
/// One generation while this process runs it: what was asked (with the key, which is nowhere else), its log, and its answer so far.
/// </summary>
internal sealed class GenerationJob : ICompletionSink, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _stored = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<GenerationJob> _onAppended;
    private int _dirty;
    private int _stopReason;

    /// <param name="onAppended">Called whenever the log has something to store; must not block.</param>
    public GenerationJob(GenerationRequest request, GenerationPlace place, int maxAnswerBytes, Action<GenerationJob> onAppended)
    {
        Request = request;
        Place = place;
        Answer = new AnswerText(maxAnswerBytes);
        _onAppended = onAppended;
        RequestContext = Activity.Current?.Context ?? default;
    }

    public Guid Id { get; } = Guid.CreateVersion7();

    public GenerationRequest Request { get; }

    public GenerationPlace Place { get; }

    public EventLog Log { get; } = new();

    public AnswerText Answer { get; }

    public long CreatedTimestamp { get; } = Stopwatch.GetTimestamp();

    /// <summary>The span of the request that started it: the parent of the job's span, which outlives it.</summary>
    public ActivityContext RequestContext { get; }

    public StopReason StopReason => (StopReason)Volatile.Read(ref _stopReason);

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Completes when the end is stored and visible, or when the job was lost to another worker.</summary>
    public Task Ended => _ended.Task;

    public void Cancel() => Stop(StopReason.Cancelled);

    public void Stop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _stopReason, (int)reason, (int)StopReason.None) == (int)StopReason.None || reason == StopReason.LeaseLost)
        {
            Volatile.Write(ref _stopReason, (int)reason);
            try
            {
                _ = _stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It ended between the caller's look and this call.
            }

            // Nothing more will be stored of a lost one, so nobody may wait for that.
            _stored.Raise();
        }
    }

    public void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent)
    {
        // Tool arguments are no text for a page; generations offer no tools.
        if (channel == DeltaChannel.ToolArguments || text.IsEmpty || !Answer.TryAdd(channel, text))
        {
            return;
        }

        Log.AppendDelta(channel, text, sinceSent);
    }

    public void OnReadCompleted() => _onAppended(this);

    public void Append<T>(string name, T payload)
    {
        Log.Append(name, GenerationJson.Utf8(payload));
        _onAppended(this);
    }

    /// <summary>True for the one caller that has to hand the job to the writer.</summary>
    public bool TryMarkDirty() => Interlocked.Exchange(ref _dirty, 1) == 0;

    public void MarkClean() => Interlocked.Exchange(ref _dirty, 0);

    public void OnStored() => _stored.Raise();

    /// <summary>Waits until everything appended so far is stored, or the job is lost.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var wake = cancellationToken.UnsafeRegister(signal => ((AsyncSignal)signal!).Raise(), _stored);
        _onAppended(this);
        while (Log.VisibleSequence < Log.LastSequence && StopReason != StopReason.LeaseLost)
        {
            await _stored.WaitAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void End() => _ended.TrySetResult();

    public void Dispose()
    {
        Place.Dispose();
        _stop.Dispose();
    }
}
