using System.Buffers;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// The event before, as a pattern. Servers send the same bytes around every piece of text, so an event that differs from the one before in nothing but plain text
/// needs no parsing:
/// <code>{"id":"c1","choices":[{"index":0,"delta":{"content":"|po|"},"finish_reason":null}]}</code>
/// Only for readers to which an event means the same whatever came before it.
/// </summary>
internal sealed class RepeatedEvent
{
    private const int MaxBytes = 4096;

    // What ends a JSON string, needs decoding or is not allowed in one.
    private static readonly SearchValues<byte> _notPlain = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private byte[] _around = [];
    private int _before;
    private int _length;

    public DeltaChannel Channel { get; private set; }

    /// <summary>True when the event is the one before with another text, which is neither empty nor escaped.</summary>
    public bool Matches(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_length == 0 || json.Length <= _length
            || !json.StartsWith(_around.AsSpan(0, _before)) || !json.EndsWith(_around.AsSpan(_before, _length - _before)))
        {
            return false;
        }

        text = json.Slice(_before, json.Length - _length);
        return !text.ContainsAny(_notPlain);
    }

    /// <param name="text">Where the only text of the event lies in it; null when there is none, or more than one.</param>
    public void Learn(ReadOnlySpan<byte> json, DeltaPlace? text)
    {
        _length = 0;
        if (text is not { } place || json.Length - place.Length > MaxBytes)
        {
            return;
        }

        Channel = place.Channel;
        _before = place.Start;
        _length = json.Length - place.Length;
        if (_around.Length < _length)
        {
            _around = new byte[_length * 2];
        }

        json[.._before].CopyTo(_around);
        json[(_before + place.Length)..].CopyTo(_around.AsSpan(_before));
    }
}

/// <summary>The text of a delta in the JSON that brought it, without its quotes.</summary>
internal readonly record struct DeltaPlace(DeltaChannel Channel, int Start, int Length);
