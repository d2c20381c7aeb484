namespace Podium.GenerationService.Providers.Streaming;

/// <summary>Understands the events of one wire format and tells a <see cref="CompletionRecorder"/>. One instance per response; pure.</summary>
internal interface IWireReader
{
    /// <summary>One event of a stream: the data of an SSE event or one NDJSON line.</summary>
    void ReadEvent(ReadOnlySpan<byte> data);

    /// <summary>The body of an answer that was not streamed, or not as asked for.</summary>
    void ReadWhole(ReadOnlySpan<byte> body);
}

internal enum Framing
{
    /// <summary><c>text/event-stream</c>.</summary>
    ServerSentEvents,

    /// <summary>One JSON object per line.</summary>
    JsonLines,

    /// <summary>One JSON body.</summary>
    Whole,
}
