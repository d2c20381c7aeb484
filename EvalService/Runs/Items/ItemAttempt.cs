using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Tools;
using Podium.Generation.V1;

namespace Podium.EvalService.Runs.Items;

/// <summary>One attempt at an item: its request, and further ones as long as the model calls tools.</summary>
internal sealed class ItemAttempt(ItemWork work, int number, ItemEvents events, CallTally tally, Completions completions, int loopLimit)
{
    // Of one message between services, with room for what is around it.
    private const int MaxRequestBytes = 4_000_000;

    private bool _heard;

    public Conversation Conversation { get; } = new(work.Test);

    public Finished Last { get; private set; } = new();

    /// <summary>The model still called tools when it had been asked as often as allowed.</summary>
    public bool IsExhausted { get; private set; }

    /// <returns>Why it failed; null when there is an answer.</returns>
    public async Task<CallFailure?> RunAsync(CancellationToken cancellationToken)
    {
        for (var loop = 0; ; loop++)
        {
            Conversation.BeginLoop();
            if (await AskAsync(loop, cancellationToken) is { } failure)
            {
                return failure;
            }

            var calls = Calls();
            if (calls.Count == 0)
            {
                return CheckAnswer();
            }

            Use(calls, loop);
            if (loop + 1 == loopLimit)
            {
                IsExhausted = true;
                events.Write(EventTypes.ToolLoopExhausted, json => json.WriteNumber("limit"u8, loopLimit));
                return null;
            }

            events.Write(EventTypes.ToolLoopContinue, json =>
            {
                json.WriteNumber("loop"u8, loop);
                json.WriteNumber("tool_calls"u8, calls.Count);
            });
        }
    }

    private async Task<CallFailure?> AskAsync(int loop, CancellationToken cancellationToken)
    {
        var request = work.Car.ToRequest();
        request.Messages.AddRange(Conversation.Messages);
        request.Tools.AddRange(work.Test.DeclaredTools());
        if (request.CalculateSize() > MaxRequestBytes)
        {
            return new CallFailure("request_too_large", $"The request has more than {MaxRequestBytes} bytes.", MayPass: false);
        }

        events.Write(EventTypes.RequestSent, json =>
        {
            json.WriteNumber("attempt"u8, number);
            json.WriteNumber("loop"u8, loop);
            json.WriteString("model"u8, work.Car.Model);
        });
        var started = Stopwatch.GetTimestamp();
        Finished finished;
        try
        {
            finished = await completions.CompleteAsync(request, work.User, OnDelta, cancellationToken);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Fail(CallFailure.Of(e), started, queuedUs: 0);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Last = finished;
        if (finished.Failure is { } failure)
        {
            tally.Pay(finished);
            return Fail(CallFailure.Of(failure), started, finished.Timings?.QueuedUs ?? 0);
        }

        if (finished.Finish is "cancelled" or "failed")
        {
            tally.Pay(finished);
            return Fail(new CallFailure("generation_stopped", "The generation service stopped in the middle of the answer.", MayPass: true, Ours: true), started, 0);
        }

        tally.Add(finished);
        return null;
    }

    private CallFailure Fail(CallFailure failure, long started, long queuedUs)
    {
        var spent = Stopwatch.GetElapsedTime(started) - TimeSpan.FromMicroseconds(queuedUs);
        if (!failure.Ours && spent > TimeSpan.Zero)
        {
            tally.Spend(spent);
        }

        return failure;
    }

    private void OnDelta(Delta delta)
    {
        if (!_heard)
        {
            _heard = true;
            events.Write(EventTypes.TtftRecorded, json =>
            {
                json.WriteNumber("ttft_ms"u8, (long)Math.Round(delta.SinceSentUs / 1000.0, MidpointRounding.AwayFromZero));
                json.WriteNumber("ttft_us"u8, delta.SinceSentUs);
            });
        }

        switch (delta.Channel)
        {
            case Channel.Answer:
                Conversation.Hear(delta.Text);
                events.Delta(EventTypes.TokenDelta, delta.Text);
                break;
            case Channel.Reasoning:
                Conversation.HearReasoning(delta.Text);
                events.Delta(EventTypes.ReasoningDelta, delta.Text);
                break;
        }
    }

    // A model may call what nobody offered, or quote a call in an answer about tools: neither is one where the test declares none.
    private IReadOnlyList<DetectedToolCall> Calls() => work.Test.Tools.Count == 0
        ? []
        : Last.ToolCalls.Count > 0
            ? [.. Last.ToolCalls.Select(c => new DetectedToolCall(c.Id, c.Name, c.ArgumentsJson, DetectedToolCall.Native))]
            : FallbackCalls.In(Conversation.LoopText);

    private void Use(IReadOnlyList<DetectedToolCall> calls, int loop)
    {
        events.Write(EventTypes.ToolCallDetected, json => WriteCalls(json, calls));
        var started = Stopwatch.GetTimestamp();
        var results = new List<ToolResult>(calls.Count);
        foreach (var call in calls)
        {
            var result = BuiltInTools.Execute(call.Name, call.ArgumentsJson);
            var record = new ToolCallRecord(loop, call.Name, StoredJson.Of(call.ArgumentsJson), StoredJson.Of(result.Json), result.Status, call.Style);
            results.Add(result);
            Conversation.Detected.Add(call);
            Conversation.ToolCalls.Add(record);
            events.Write(EventTypes.ToolCallExecuted, json => WriteCall(json, record));
        }

        tally.Spend(Stopwatch.GetElapsedTime(started));
        Conversation.Answer(Last, calls, results);
    }

    private CallFailure? CheckAnswer()
    {
        if (string.IsNullOrWhiteSpace(Conversation.Text) && Last.Refusal.Length > 0)
        {
            Conversation.Hear(Last.Refusal);
            events.Delta(EventTypes.TokenDelta, Last.Refusal);
        }

        return string.IsNullOrWhiteSpace(Conversation.Text) && Conversation.ToolCalls.Count == 0
            ? new CallFailure(CallFailure.EmptyAnswer, $"The model answered nothing (it ended with {Last.Finish}).", MayPass: false)
            : null;
    }

    private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<DetectedToolCall> calls)
    {
        json.WriteNumber("count"u8, calls.Count);
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.ArgumentsJson);
            json.WriteString("style"u8, call.Style);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCallRecord call)
    {
        json.WriteString("tool_name"u8, call.Name);
        json.WritePropertyName("args"u8);
        json.WriteRawValue(call.ArgumentsJson, skipInputValidation: true);
        json.WritePropertyName("result"u8);
        json.WriteRawValue(call.ResultJson, skipInputValidation: true);
        json.WriteString("status"u8, call.Status);
    }
}
