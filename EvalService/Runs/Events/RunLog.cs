using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// Numbers what happens in a run, without a gap and from where the run's last worker stopped, and gathers it for the journal. Nobody who appends waits
/// for the database. Only the run's driver writes here; what is not stored under its lease never happened.
/// </summary>
internal sealed class RunLog(long runId, long lastSequence, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _payload = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, RunJson.Writer);
    private readonly DateTime _began = time.GetUtcNow().UtcDateTime;
    private readonly long _beganAt = time.GetTimestamp();
    private RunBatch? _shown;
    private RunBatch _open = new(lastSequence);

    /// <summary>Something was appended.</summary>
    public event Action? Appended;

    public long RunId => runId;

    /// <summary>
    /// The time by which this worker's part of the run is told: the wall's when it took the run, and from then on one that nobody can set. However clocks
    /// are changed meanwhile, nothing of it ends before it begins, and a replay takes as long as the race did.
    /// </summary>
    public DateTime Now => _began + time.GetElapsedTime(_beganAt);

    /// <summary>Bytes of events that no batch holds yet.</summary>
    public int WaitingBytes
    {
        get
        {
            lock (_gate)
            {
                return _open.Bytes + (_shown?.Bytes ?? 0);
            }
        }
    }

    /// <param name="write">Adds the event's own members. Runs under the log's lock: it must not wait for anything.</param>
    /// <param name="change">Adds what is stored together with the event.</param>
    public void Append(string type, long? itemId, Action<Utf8JsonWriter>? write = null, Action<RunBatch>? change = null)
    {
        lock (_gate)
        {
            // Into a buffer of its own first: should write fail, nothing was begun.
            _payload.ResetWrittenCount();
            _json.Reset(_payload);
            WriteHead(itemId);
            write?.Invoke(_json);
            _json.WriteEndObject();
            _json.Flush();
            if (change is not null)
            {
                PartIfItDecides(change);
            }

            _open.Add(type, itemId, _payload.WrittenSpan);
            change?.Invoke(_open);
        }

        Appended?.Invoke();
    }

    /// <summary>Stores something that is no event.</summary>
    public void Change(Action<RunBatch> change)
    {
        lock (_gate)
        {
            change(_open);
        }

        Appended?.Invoke();
    }

    /// <summary>
    /// What gathered since the last call. What is only shown and came before anything is decided comes first and alone: it need not wait for the disk.
    /// </summary>
    public RunBatch? Take()
    {
        lock (_gate)
        {
            if (_shown is { } shown)
            {
                _shown = null;
                return shown;
            }

            if (_open.IsEmpty)
            {
                return null;
            }

            var taken = _open;
            _open = new RunBatch(taken.Last);
            return taken;
        }
    }

    private void PartIfItDecides(Action<RunBatch> change)
    {
        if (_shown is not null || _open.Events.Count == 0 || !_open.IsShownOnly)
        {
            return;
        }

        // Only what it does to results and the run is looked at; this one is thrown away.
        var next = new RunBatch(_open.Last);
        change(next);
        if (!next.IsShownOnly)
        {
            (_shown, _open) = (_open, new RunBatch(_open.Last));
        }
    }

    private void WriteHead(long? itemId)
    {
        Span<char> timestamp = stackalloc char[26];
        Now.TryFormat(timestamp, out _, "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        _json.WriteStartObject();
        _json.WriteString("timestamp"u8, timestamp);
        _json.WriteNumber("run_id"u8, runId);
        if (itemId is { } id)
        {
            _json.WriteNumber("run_item_id"u8, id);
        }
        else
        {
            _json.WriteNull("run_item_id"u8);
        }
    }
}
