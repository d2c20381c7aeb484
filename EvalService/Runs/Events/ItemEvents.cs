using System.Text;
using System.Text.Json;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The events of one item. Deltas that follow one another within 40 ms become one event: more a second no eye can tell apart, and they would cost
/// a row each. The first one goes out at once, and whatever is written behind deltas comes behind them.
/// </summary>
internal sealed class ItemEvents : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(40);

    private readonly Lock _gate = new();
    private readonly RunLog _log;
    private readonly long _itemId;
    private readonly TimeProvider _time;
    private readonly StringBuilder _waiting = new();
    private ITimer? _timer;
    private string _channel = EventTypes.TokenDelta;
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

    /// <param name="channel"><c>token.delta</c> or <c>reasoning.delta</c>.</param>
    public void Delta(string channel, string text)
    {
        lock (_gate)
        {
            if (channel != _channel)
            {
                FlushDeltas();
                _channel = channel;
            }

            var wasEmpty = _waiting.Length == 0;
            _waiting.Append(text);
            var wait = _sentAny ? _interval - _time.GetElapsedTime(_lastDelta) : TimeSpan.Zero;
            if (wait <= TimeSpan.Zero)
            {
                FlushDeltas();
            }
            else if (wasEmpty)
            {
                _timer ??= _time.CreateTimer(static state => ((ItemEvents)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Write(string type, Action<Utf8JsonWriter>? write = null, Action<RunBatch>? change = null)
    {
        lock (_gate)
        {
            FlushDeltas();
            _log.Append(type, _itemId, write, change);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _waiting.Clear();
        }
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            FlushDeltas();
        }
    }

    private void FlushDeltas()
    {
        if (_waiting.Length == 0)
        {
            return;
        }

        var text = _waiting.ToString();
        _waiting.Clear();
        _lastDelta = _time.GetTimestamp();
        _sentAny = true;
        _log.Append(_channel, _itemId, json => json.WriteString("token"u8, text));
    }
}
