using System.Text.Json;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Cuts response bytes into events, wherever the reads happened to fall, and hands them to the reader of the format. It knows no clock: the
/// caller says when the bytes arrived. A line within one read is parsed in place, without a copy.
/// <code>
/// : keep-alive
/// event: content_block_delta
/// data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"po"}}
///
/// </code>
/// </summary>
internal sealed class StreamParser(Framing framing, IWireReader reader, CompletionRecorder recorder, int maxEventBytes)
{
    private static ReadOnlySpan<byte> DoneMarker => "[DONE]"u8;

    private readonly ByteBuffer _line = new(maxEventBytes);
    private readonly ByteBuffer _data = new(maxEventBytes);
    private int _dataLines;
    private bool _firstLine = true;
    private bool _bareJson;

    /// <summary>Parses one read. After <see cref="CompletionRecorder.IsTerminated"/> the rest is ignored.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        recorder.BeginRead(at);
        if (framing == Framing.Whole)
        {
            Append(_data, bytes);
        }
        else
        {
            FeedLines(bytes);
        }

        recorder.EndRead();
    }

    /// <summary>The stream has ended: parses what is left without a final line break.</summary>
    public void End(TimeSpan at)
    {
        recorder.BeginRead(at);
        if (framing == Framing.Whole)
        {
            Dispatch(_data.Span, whole: true);
        }
        else if (!recorder.IsTerminated)
        {
            var direct = default(ReadOnlySpan<byte>);
            if (_line.Length > 0)
            {
                OnLine(_line.Span, buffered: true, ref direct);
            }

            OnEventEnd(direct);
        }

        recorder.EndRead();
    }

    private void FeedLines(ReadOnlySpan<byte> bytes)
    {
        // The data of an event that has begun in this read and still lies in the caller's buffer.
        var direct = default(ReadOnlySpan<byte>);
        while (!recorder.IsTerminated)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                Append(_line, bytes);
                break;
            }

            if (_line.Length > 0)
            {
                Append(_line, bytes[..end]);
                OnLine(_line.Span, buffered: true, ref direct);
                _line.Clear();
            }
            else
            {
                OnLine(bytes[..end], buffered: false, ref direct);
            }

            bytes = bytes[(end + 1)..];
        }

        if (!direct.IsEmpty)
        {
            Append(_data, direct);
        }
    }

    private void OnLine(ReadOnlySpan<byte> text, bool buffered, ref ReadOnlySpan<byte> direct)
    {
        if (_firstLine)
        {
            _firstLine = false;
            text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        }

        text = text.EndsWith("\r"u8) ? text[..^1] : text;
        if (framing == Framing.JsonLines)
        {
            Dispatch(text, whole: false);
        }
        else if (text.IsEmpty)
        {
            OnEventEnd(direct);
            direct = default;
        }
        else if (text.StartsWith("data:"u8))
        {
            OnData(text.Length > 5 && text[5] == ' ' ? text[6..] : text[5..], buffered, ref direct);
        }
        else if (_bareJson || (_dataLines == 0 && text[0] is (byte)'{' or (byte)'['))
        {
            // Gemini and some proxies write an error under status 200 without the "data:" prefix, some over several lines.
            _bareJson = true;
            OnData(text, buffered, ref direct);
        }
    }

    private void OnData(ReadOnlySpan<byte> value, bool buffered, ref ReadOnlySpan<byte> direct)
    {
        if (_dataLines++ == 0 && !buffered)
        {
            direct = value;
            return;
        }

        if (!direct.IsEmpty)
        {
            Append(_data, direct);
            direct = default;
        }

        if (_dataLines > 1)
        {
            Append(_data, "\n"u8);
        }

        Append(_data, value);
    }

    private void OnEventEnd(ReadOnlySpan<byte> direct)
    {
        var lines = _dataLines;
        _dataLines = 0;
        _bareJson = false;
        if (lines == 0)
        {
            return;
        }

        var value = direct.IsEmpty ? _data.Span : direct;
        if (lines > 1 && IsSeveralEvents(value))
        {
            foreach (var range in value.Split((byte)'\n'))
            {
                Dispatch(value[range], whole: false);
            }
        }
        else
        {
            Dispatch(value, whole: false);
        }

        _data.Clear();
    }

    // Some proxies leave out the blank line between events; a JSON object never ends and begins again at a line break.
    private static bool IsSeveralEvents(ReadOnlySpan<byte> value)
    {
        foreach (var range in value.Split((byte)'\n'))
        {
            var text = value[range].Trim(" \t"u8);
            if (!text.IsEmpty && !text.SequenceEqual(DoneMarker) && !(text[0] == '{' && text[^1] == '}'))
            {
                return false;
            }
        }

        return true;
    }

    private void Dispatch(ReadOnlySpan<byte> json, bool whole)
    {
        json = json.Trim(" \t\r\n"u8);
        if (recorder.IsTerminated || json.IsEmpty)
        {
            return;
        }

        try
        {
            recorder.BeginEvent();
            if (whole || (json[0] == '[' && !json.SequenceEqual(DoneMarker)))
            {
                reader.ReadWhole(json);
            }
            else
            {
                reader.ReadEvent(json);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in the name of a property.
            recorder.FailMalformed(json);
        }
        finally
        {
            recorder.EndEvent();
        }
    }

    private void Append(ByteBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        if (!buffer.TryAppend(bytes))
        {
            recorder.FailTooLong();
        }
    }
}
