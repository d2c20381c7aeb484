using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;
using Podium.GenerationService.Tasks.Demo.Answers;

namespace Podium.GenerationService.Providers.Demo;

/// <summary>
/// The built-in models: they stream Podium's own sample pages, so that a newcomer without any key sees the whole product. They have no usage and
/// no price, because nothing was computed.
/// </summary>
/// <param name="page">The page a model writes for a task: <c>DemoPages.For</c>.</param>
/// <param name="answer">What it says to a prompt that is of no task, as those of suites are: <c>DemoAnswers.For</c>.</param>
internal sealed class DemoChatProvider(
    TimeProvider time, IOptions<DemoOptions> options, Func<string, string, string> page, Func<ChatRequest, DemoAnswer> answer) : IChatProvider
{
    // Retries of one generation share its list of messages, so the list tells whether this attempt is the first.
    private readonly ConditionalWeakTable<IReadOnlyList<ChatMessage>, object> _attempted = [];

    private readonly DemoBreakdowns _breakdowns = new(time);

    public WireFormat Wire => WireFormat.Demo;

    public async Task<CompletionResult> CompleteAsync(
        ChatRequest request, ProviderEndpoint endpoint, ICompletionSink sink, CancellationToken cancellationToken)
    {
        var recorder = new CompletionRecorder(sink);
        if (DemoScript.Of(request.Model) is not { } script)
        {
            return Result(recorder, request, FinishReason.Failed, TimeSpan.Zero, FailureClassifier.Classify(
                404, new UpstreamError(null), "Podium demo", request.Model, _ => null, time.GetUtcNow()));
        }

        var said = request.TaskId is null ? answer(request) : new DemoAnswer(page(request.Model, request.TaskId));
        script = request.TaskId is null ? script.ForShortAnswers(script.FailsAfter is not null && _breakdowns.IsDue(request)) : script;
        var failsAfter = script.FailsAfter is { } pieces && _attempted.TryAdd(request.Messages, this) ? pieces : int.MaxValue;
        var sent = time.GetTimestamp();
        try
        {
            var complete = await PlayAsync(script, said, recorder, sent, failsAfter, cancellationToken);
            var closed = time.GetElapsedTime(sent);
            return complete
                ? Result(recorder, request, said.Call is null ? FinishReason.Stop : FinishReason.ToolCalls, closed, null)
                : Result(recorder, request, FinishReason.Failed, closed, Breakdown());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Result(recorder, request, FinishReason.Cancelled, time.GetElapsedTime(sent), null);
        }
    }

    /// <returns>False when the attempt broke down on the way.</returns>
    private async Task<bool> PlayAsync(
        DemoScript script, DemoAnswer said, CompletionRecorder recorder, long sent, int failsAfter, CancellationToken cancellationToken)
    {
        var speed = options.Value.SpeedFactor;
        var count = 0;
        foreach (var (channel, text) in script.Pieces(said.Text))
        {
            await WaitAsync();
            if (count++ == failsAfter)
            {
                return false;
            }

            Play(() => recorder.Delta(channel, text.Span));
        }

        if (said.Call is { } call)
        {
            await WaitAsync();
            recorder.Tools.Describe(0, call.Id, call.Name);
            Play(() => recorder.ToolDelta(0, Encoding.UTF8.GetBytes(call.ArgumentsJson)));
        }

        return true;

        // Paced against the start: the delays of timers do not add up.
        async Task WaitAsync()
        {
            var due = (script.FirstPiece + (script.Gap * count)) / speed;
            var early = due - time.GetElapsedTime(sent);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        void Play(Action deliver)
        {
            recorder.BeginRead(time.GetElapsedTime(sent));
            recorder.BeginEvent();
            deliver();
            recorder.EndEvent();
            recorder.EndRead();
        }
    }

    private static ProviderFailure Breakdown() => new(
        503,
        "upstream.overloaded",
        "The demo model broke down, as its script says: the next attempt succeeds.",
        Retryable: true,
        RetryAfter: TimeSpan.FromMilliseconds(600),
        Hint: "This shows what Podium does when a provider fails.");

    private static CompletionResult Result(
        CompletionRecorder recorder, ChatRequest request, FinishReason finish, TimeSpan closed, ProviderFailure? failure) => new()
        {
            Finish = finish,
            NativeFinish = finish switch { FinishReason.Stop => "stop", FinishReason.ToolCalls => "tool_calls", _ => null },
            Timings = recorder.Timings(TimeSpan.Zero, closed),
            ResponseModel = request.Model,
            Failure = failure,
            ToolCalls = finish == FinishReason.ToolCalls ? recorder.Tools.ToList(turn: "") : [],
        };
}
