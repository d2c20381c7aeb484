using System.Text;
using System.Text.Json;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The events of one item. Deltas of 40 ms become one event: more a second no eye can tell apart, and they would cost a row each. The first one goes out
/// at once, answer and reasoning take turns when both arrive, and whatever is written behind deltas comes behind them.
/// </summary>
internal sealed class ItemEvents : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan _shortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly RunLog _log;
    private readonly long _itemId;
    private readonly TimeProvider _time;

    // The one whose text has waited longer comes first.
    private Lane _next = new(EventTypes.TokenDelta);
    private Lane _then = new(EventTypes.ReasoningDelta);
    private ITimer? _timer;
    private long _lastDelta;
    private bool _sentAny;

    public ItemEvents(RunLog log, long itemId, TimeProvider time)
    {
        _log = log;
        _itemId = itemId;
        _time = time;
    }

    /// <summary>The run's time.</summary>
    public DateTime Now => _log.Now;

    private TimeSpan Wait => _sentAny ? _interval - _time.GetElapsedTime(_lastDelta) : TimeSpan.Zero;

    /// <param name="channel"><c>token.delta</c> or <c>reasoning.delta</c>.</param>
    public void Delta(string channel, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            var nothingWaits = _next.IsEmpty;
            if (nothingWaits && _next.Channel != channel)
            {
                TakeTurns();
            }

            (_next.Channel == channel ? _next : _then).Text.Append(text);
            if (nothingWaits || Wait <= TimeSpan.Zero)
            {
                SendInTime();
            }
        }
    }

    public void Write(string type, Action<Utf8JsonWriter>? write = null, Action<RunBatch>? change = null)
    {
        lock (_gate)
        {
            while (!_next.IsEmpty)
            {
                Send();
            }

            _log.Append(type, _itemId, write, change);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _next.Text.Clear();
            _then.Text.Clear();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            SendInTime();
        }
    }

    private void SendInTime()
    {
        if (!_next.IsEmpty && Wait <= TimeSpan.Zero)
        {
            Send();
        }

        if (!_next.IsEmpty)
        {
            // A timer may be early by its resolution; then it is set once more.
            var wait = Wait;
            _timer ??= _time.CreateTimer(static state => ((ItemEvents)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(wait > _shortestTimer ? wait : _shortestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    private void Send()
    {
        var text = _next.Text.ToString();
        _next.Text.Clear();
        _lastDelta = _time.GetTimestamp();
        _sentAny = true;
        _log.Append(_next.Channel, _itemId, json => json.WriteString("token"u8, text));
        TakeTurns();
    }

    private void TakeTurns() => (_next, _then) = (_then, _next);

    private sealed record Lane(string Channel)
    {
        public StringBuilder Text { get; } = new();

        public bool IsEmpty => Text.Length == 0;
    }
}
