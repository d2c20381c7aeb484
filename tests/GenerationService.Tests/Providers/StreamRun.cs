using System.Text;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Anthropic;
using Podium.GenerationService.Providers.Gemini;
using Podium.GenerationService.Providers.Ollama;
using Podium.GenerationService.Providers.OpenAI;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Feeds bytes to the pure parser of a format, without a socket, at instants the test chooses.</summary>
internal sealed class StreamRun
{
    private readonly WireFormat _wire;

    public StreamRun(WireFormat wire, bool whole = false, int maxEventBytes = 1 << 20, ICompletionSink? sink = null)
    {
        _wire = wire;
        Recorder = new CompletionRecorder(sink ?? Sink);
        var framing = whole ? Framing.Whole : wire == WireFormat.Ollama ? Framing.JsonLines : Framing.ServerSentEvents;
        Parser = new StreamParser(framing, Reader(wire, Recorder), Recorder, maxEventBytes);
    }

    public RecordingSink Sink { get; } = new();

    public CompletionRecorder Recorder { get; }

    public StreamParser Parser { get; }

    public TimeSpan? EndedAt { get; private set; }

    public TokenUsage? Usage => _wire switch
    {
        WireFormat.Anthropic => Recorder.Usage.FromAnthropic(),
        WireFormat.Gemini => Recorder.Usage.FromGemini(),
        WireFormat.Ollama => Recorder.Usage.FromOllama(),
        _ => Recorder.Usage.FromOpenAI(),
    };

    public CompletionTimings Timings => Recorder.Timings(TimeSpan.Zero, EndedAt);

    public static StreamRun Of(WireFormat wire, string text, bool whole = false)
    {
        var run = new StreamRun(wire, whole);
        run.Feed(0, text);
        return run.End(1);
    }

    public StreamRun Feed(double seconds, string text) => Feed(seconds, Encoding.UTF8.GetBytes(text));

    public StreamRun Feed(double seconds, ReadOnlySpan<byte> bytes)
    {
        Parser.Feed(bytes, TimeSpan.FromSeconds(seconds));
        if (Recorder.IsTerminated)
        {
            EndedAt ??= TimeSpan.FromSeconds(seconds);
        }

        return this;
    }

    public StreamRun End(double seconds)
    {
        EndedAt ??= TimeSpan.FromSeconds(seconds);
        Parser.End(TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>Everything that must not depend on how the bytes were cut.</summary>
    public string Summary() => string.Join(
        '|',
        Sink.Answer,
        Sink.Reasoning,
        Sink.Text(DeltaChannel.ToolArguments),
        Recorder.Finish,
        Recorder.NativeFinish,
        Recorder.IsTerminated,
        Recorder.Refusal,
        Recorder.ResponseId,
        Recorder.ResponseModel,
        Recorder.ServerReported,
        Usage,
        string.Join(',', Recorder.Tools.ToList(turn: "")),
        Recorder.Failure?.Code,
        Recorder.Failure?.Error.Message,
        Timings.TokenEvents);

    private static IWireReader Reader(WireFormat wire, CompletionRecorder recorder) => wire switch
    {
        WireFormat.Anthropic => new AnthropicReader(recorder),
        WireFormat.Gemini => new GeminiReader(recorder),
        WireFormat.Ollama => new OllamaReader(recorder),
        _ => new OpenAIReader(recorder),
    };
}
