using System.Buffers;
using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Events;

/// <summary>Everything about one run that is stored together: its next events, and what they tell about items and the run.</summary>
internal sealed class RunBatch(long before)
{
    private readonly ArrayBufferWriter<byte> _frames = new(4 * 1024);

    /// <summary>The number of the last event before this batch.</summary>
    public long Before { get; } = before;

    public long Last { get; private set; } = before;

    public List<EventSlot> Events { get; } = [];

    /// <summary>The newest state of each item that changed.</summary>
    public Dictionary<long, ItemChange> Items { get; } = [];

    public List<ItemResult> Results { get; } = [];

    public RunChange? Run { get; set; }

    public int Bytes => _frames.WrittenCount;

    public bool IsEmpty => Events.Count == 0 && Items.Count == 0 && Run is null;

    /// <summary>It tells what happens, and decides nothing.</summary>
    public bool IsShownOnly => Results.Count == 0 && Run is null;

    public EventSegment Segment => new(Before + 1, Last, _frames.WrittenMemory);

    public void Add(string type, long? itemId, ReadOnlySpan<byte> payload)
    {
        var start = EventFrame.Write(_frames, ++Last, type, payload);
        Events.Add(new EventSlot(Last, itemId, type, start, payload.Length));
    }

    public ReadOnlyMemory<byte> PayloadOf(EventSlot slot) => _frames.WrittenMemory.Slice(slot.Start, slot.Length);
}

internal readonly record struct EventSlot(long Sequence, long? ItemId, string Type, int Start, int Length);

/// <summary>What an item turns into.</summary>
internal sealed record ItemChange(string Status, int Attempts)
{
    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public string? Error { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>It was taken from a worker that died.</summary>
    public bool TakenOver { get; init; }
}

/// <summary>What a run turns into.</summary>
/// <param name="Status">Null: it stays what it is.</param>
/// <param name="Release">The worker lets go of the run.</param>
/// <param name="CancelOpenItems">Whatever has not begun never will.</param>
internal sealed record RunChange(string? Status, string? Error = null, bool Release = false, bool CancelOpenItems = false);
