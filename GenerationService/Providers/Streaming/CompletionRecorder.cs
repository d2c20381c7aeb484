using System.Text;
using System.Text.Json;
using Podium.GenerationService.Providers.Errors;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Everything one response told so far. The readers of all formats write to it; it hands text to the sink with the arrival of the read that
/// brought it, and keeps what makes the <see cref="CompletionResult"/>.
/// </summary>
internal sealed class CompletionRecorder(ICompletionSink sink)
{
    private const int MaxNameChars = 128;
    private const int MaxRefusalChars = 4000;

    private readonly StreamTimings _timings = new();
    private readonly char[] _heldSurrogates = new char[3];
    private StringBuilder? _refusal;
    private char[] _chars = new char[512];
    private int _texts;

    public UsageCounts Usage { get; } = new();

    public ToolCallCollector Tools { get; } = new();

    /// <summary>Set by the first word about the end of the answer, which may come before the end of the stream.</summary>
    public FinishReason? Finish { get; private set; }

    public string? NativeFinish { get; private set; }

    /// <summary>The terminal marker or an error has been read: nothing after it counts.</summary>
    public bool IsTerminated { get; private set; }

    public StreamFailure? Failure { get; private set; }

    // Names for people, tags of metrics, columns of rows: what an upstream puts there is cut to one.
    public string? ResponseModel
    {
        get;
        set => field = Name(value);
    }

    public string? ResponseId
    {
        get;
        set => field = Name(value);
    }

    public string? ServedBy
    {
        get;
        set => field = Name(value);
    }

    public ServerTimings? ServerReported { get; set; }

    public string? Refusal => _refusal?.ToString();

    /// <summary>Where reasoning is kept besides being handed on: for formats that want it back. Null: nowhere.</summary>
    public StringBuilder? KeptReasoning { get; set; }

    public bool HasTokens => _timings.TokenEvents > 0;

    public void BeginRead(TimeSpan at) => _timings.BeginRead(at);

    public void EndRead() => sink.OnReadCompleted();

    /// <summary>Where the text of this event lies, when it brought one text and nothing else that adds up.</summary>
    public DeltaPlace? OnlyText
    {
        get => _texts == 1 && Tools.Count == 0 ? field : null;
        private set;
    }

    public void BeginEvent()
    {
        _timings.BeginEvent();
        _texts = 0;
    }

    public void EndEvent() => _timings.EndEvent();

    /// <summary>Text of the current JSON string token. Returns whether there was any.</summary>
    public bool Delta(DeltaChannel channel, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        if (!reader.ValueSpan.IsEmpty)
        {
            OnlyText = new DeltaPlace(channel, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        return Deliver(channel, JsonText.Decode(ref reader, ref _chars));
    }

    /// <summary>The inside of a JSON string without escapes.</summary>
    public void Delta(DeltaChannel channel, ReadOnlySpan<byte> plain) => Deliver(channel, JsonText.Decode(plain, ref _chars));

    public void Delta(DeltaChannel channel, ReadOnlySpan<char> text)
    {
        if (_chars.Length < text.Length)
        {
            _chars = new char[text.Length];
        }

        text.CopyTo(_chars);
        Deliver(channel, text.Length);
    }

    /// <summary>Tool arguments that come whole, as a JSON object.</summary>
    public void ToolDelta(int index, ReadOnlySpan<byte> json)
    {
        var length = JsonText.Decode(json, ref _chars);
        Tools.AppendArguments(index, _chars.AsSpan(0, length));
        Deliver(DeltaChannel.ToolArguments, length);
    }

    /// <summary>A fragment of tool arguments, as a JSON string.</summary>
    public void ToolDelta(int index, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        var length = JsonText.Decode(ref reader, ref _chars);
        Tools.AppendArguments(index, _chars.AsSpan(0, length));
        Deliver(DeltaChannel.ToolArguments, length);
    }

    public void RefusalDelta(string? text)
    {
        _texts += 2;
        if (!string.IsNullOrEmpty(text) && (_refusal ??= new StringBuilder()).Length < MaxRefusalChars)
        {
            _refusal.Append(text.AsSpan(0, Math.Min(text.Length, MaxRefusalChars - _refusal.Length)));
        }
    }

    public void End(FinishReason finish, string? native)
    {
        Finish = finish;
        NativeFinish = Name(native);
    }

    public void Terminate() => IsTerminated = true;

    /// <summary>The upstream said that it failed. The first failure stands.</summary>
    public void Fail(UpstreamError error) => Fail("upstream.error", error);

    public void FailMalformed(ReadOnlySpan<byte> json) =>
        Fail("upstream.malformed", new UpstreamError(null, Raw: UpstreamErrorReader.Read(json).Raw));

    public void FailTooLong() => Fail("upstream.too_large", new UpstreamError(null));

    public CompletionTimings Timings(TimeSpan? firstByte, TimeSpan? closed) => _timings.ToTimings(firstByte, closed);

    private void Fail(string code, UpstreamError error)
    {
        Failure ??= new StreamFailure(code, error);
        IsTerminated = true;
    }

    private bool Deliver(DeltaChannel channel, int length)
    {
        if (length == 0)
        {
            return false;
        }

        _timings.Token(channel);
        _texts += channel == DeltaChannel.ToolArguments ? 2 : 1;
        ref var held = ref _heldSurrogates[(int)channel];
        if (held != 0)
        {
            _chars = [held, .. _chars.AsSpan(0, length)];
            length++;
            held = '\0';
        }

        // Half of a surrogate pair waits for the other half, which then comes with the next delta.
        if (char.IsHighSurrogate(_chars[length - 1]))
        {
            held = _chars[--length];
        }

        if (length > 0)
        {
            if (channel == DeltaChannel.Reasoning)
            {
                KeptReasoning?.Append(_chars, 0, length);
            }

            sink.OnDelta(channel, _chars.AsSpan(0, length), _timings.Now);
        }

        return true;
    }

    private static string? Name(string? text)
    {
        var name = text?.Length > MaxNameChars ? text[..MaxNameChars] : text;
        return name?.Any(char.IsControl) == true ? string.Concat(name.Where(c => !char.IsControl(c))) : name;
    }
}

/// <param name="Code"><c>upstream.error</c> when the upstream said so itself, else what Podium saw.</param>
internal sealed record StreamFailure(string Code, UpstreamError Error);
