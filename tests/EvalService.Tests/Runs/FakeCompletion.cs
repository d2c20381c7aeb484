using Grpc.Core;
using Podium.Generation.V1;

namespace Podium.EvalService.Tests.Runs;

/// <summary>One scripted answer. Its clock is what it says, not how long playing it took.</summary>
internal sealed record FakeCompletion
{
    public IReadOnlyList<(int AtMs, Channel Channel, string Text)> Deltas { get; init; } = [];

    public string Finish { get; init; } = "stop";

    public int ClosedMs { get; init; }

    public int? FirstByteMs { get; init; }

    /// <summary>How long it says to have waited for a place at its connection.</summary>
    public int QueuedMs { get; init; }

    public (int Input, int Output)? Usage { get; init; } = (10, 5);

    public Failure? Failure { get; init; }

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    public long? CostPico { get; init; }

    public string ResponseModel { get; init; } = "";

    /// <summary>What a local server would say about itself.</summary>
    public ServerTimings? Server { get; init; }

    /// <summary>Instead of what <see cref="Usage"/> makes of it.</summary>
    public Usage? RawUsage { get; init; }

    public StatusCode? RpcError { get; init; }

    /// <summary>Plays it in real time.</summary>
    public bool Paced { get; init; }

    /// <summary>Neither ends nor says anything more after its deltas.</summary>
    public bool Hangs { get; init; }

    /// <summary>Says nothing until then.</summary>
    public Task Waits { get; init; } = Task.CompletedTask;

    public static FakeCompletion Of(string text) => new() { Deltas = [(1, Channel.Answer, text)], ClosedMs = 2 };

    /// <summary>A delta every <paramref name="gapMs"/>.</summary>
    public static FakeCompletion Stream(int ttftMs, int gapMs, params string[] pieces) => new()
    {
        Deltas = [.. pieces.Select((piece, i) => (ttftMs + (i * gapMs), Channel.Answer, piece))],
        ClosedMs = ttftMs + (pieces.Length * gapMs),
        Usage = (10, pieces.Length),
        Paced = true,
    };

    public static FakeCompletion Fail(int status, bool retryable = true, int? retryAfterMs = null)
    {
        var failure = new Failure { Status = status, Code = $"upstream.{status}", Message = $"The upstream said {status}.", Retryable = retryable };
        if (retryAfterMs is { } wait)
        {
            failure.RetryAfterMs = wait;
        }

        return new FakeCompletion { Finish = "failed", Failure = failure, Usage = null, ClosedMs = 1 };
    }

    public static FakeCompletion Tool(string name, string arguments) => new()
    {
        Finish = "tool_calls",
        ClosedMs = 5,
        ToolCalls = [new ToolCall { Id = $"call_{name}", Name = name, ArgumentsJson = arguments, Signature = "signed" }],
    };

    public async Task PlayAsync(IServerStreamWriter<CompletionEvent> responses, CancellationToken cancellationToken)
    {
        if (RpcError is { } status)
        {
            throw new RpcException(new Status(status, "scripted"));
        }

        await Waits.WaitAsync(cancellationToken);
        var at = 0;
        foreach (var (atMs, channel, text) in Deltas)
        {
            if (Paced && atMs > at)
            {
                await Task.Delay(atMs - at, cancellationToken);
                at = atMs;
            }

            await responses.WriteAsync(new CompletionEvent { Delta = new Delta { Channel = channel, Text = text, SinceSentUs = atMs * 1000L } }, cancellationToken);
        }

        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (Paced && ClosedMs > at)
        {
            await Task.Delay(ClosedMs - at, cancellationToken);
        }

        await responses.WriteAsync(new CompletionEvent { Finished = End() }, cancellationToken);
    }

    private Finished End()
    {
        var finished = new Finished
        {
            Finish = Finish,
            ResponseModel = ResponseModel,
            Failure = Failure,
            Timings = new Timings { QueuedUs = QueuedMs * 1000L, ClosedUs = ClosedMs * 1000L, TokenEvents = Deltas.Count },
        };
        finished.ToolCalls.AddRange(ToolCalls);
        if (Deltas.Count > 0)
        {
            finished.Timings.FirstTokenUs = Deltas[0].AtMs * 1000L;
            finished.Timings.LastTokenUs = Deltas[^1].AtMs * 1000L;
        }

        if (Deltas.Count > 1)
        {
            finished.Timings.SecondTokenUs = Deltas[1].AtMs * 1000L;
        }

        if (FirstByteMs is { } firstByte)
        {
            finished.Timings.FirstByteUs = firstByte * 1000L;
        }

        if (Usage is { } usage)
        {
            finished.Usage = new Usage { Input = usage.Input, Output = usage.Output };
        }

        if (RawUsage is { } raw)
        {
            finished.Usage = raw;
        }

        if (Server is { } server)
        {
            finished.Server = server;
        }

        if (CostPico is { } cost)
        {
            finished.CostPicoUsd = cost;
            finished.PriceVersion = "2026-11";
        }

        return finished;
    }
}
