using Grpc.Core;
using Podium.Generation.V1;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Errors;
using FinishReason = Podium.GenerationService.Providers.FinishReason;
using ServerTimings = Podium.GenerationService.Providers.ServerTimings;
using ToolCall = Podium.GenerationService.Providers.ToolCall;

namespace Podium.GenerationService.Grpc;

/// <summary>Between the messages of the contract and the types of the module.</summary>
internal static class CompletionMessages
{
    /// <param name="cap">The cap on output tokens where the request names none; null leaves it to the provider.</param>
    public static ChatRequest ToChat(CompleteRequest request, int? cap)
    {
        if (request.Model.Length == 0 || request.Messages.Count == 0)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "model and messages are required."));
        }

        foreach (var (name, value) in Numbers(request))
        {
            if (!double.IsFinite(value))
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, $"{name} must be a number."));
            }
        }

        return new ChatRequest
        {
            Model = request.Model,
            Messages = [.. request.Messages.Select(ToMessage)],
            MaxOutputTokens = request.HasMaxOutputTokens ? request.MaxOutputTokens : cap,
            Temperature = request.HasTemperature ? request.Temperature : null,
            TopP = request.HasTopP ? request.TopP : null,
            TopK = request.HasTopK ? request.TopK : null,
            Seed = request.HasSeed ? request.Seed : null,
            Stop = request.Stop.Count > 0 ? [.. request.Stop] : null,
            ReasoningEffort = request.HasReasoningEffort ? request.ReasoningEffort : null,
            MinP = request.HasMinP ? request.MinP : null,
            FrequencyPenalty = request.HasFrequencyPenalty ? request.FrequencyPenalty : null,
            PresencePenalty = request.HasPresencePenalty ? request.PresencePenalty : null,
            RepeatPenalty = request.HasRepeatPenalty ? request.RepeatPenalty : null,
            ContextTokens = request.HasNumCtx ? request.NumCtx : null,
            Tools = request.Tools.Count > 0 ? [.. request.Tools.Select(ToTool)] : null,
        };
    }

    private static IEnumerable<(string Name, double Value)> Numbers(CompleteRequest request) =>
    [
        ("temperature", request.Temperature), ("top_p", request.TopP), ("min_p", request.MinP),
        ("frequency_penalty", request.FrequencyPenalty), ("presence_penalty", request.PresencePenalty), ("repeat_penalty", request.RepeatPenalty),
    ];

    public static RpcException ToRpc(PodiumException e) => new(e switch
    {
        InvalidInputException => new Status(StatusCode.InvalidArgument, $"{e.Field}: {e.Message}"),
        RateLimitedException => new Status(StatusCode.ResourceExhausted, e.Message),
        NotFoundException => new Status(StatusCode.NotFound, e.Message),
        ForbiddenException => new Status(StatusCode.PermissionDenied, e.Message),
        ConflictException => new Status(StatusCode.FailedPrecondition, e.Message),
        _ => new Status(StatusCode.Internal, e.Message),
    });

    /// <param name="late">The failure of a call that ran out of time; null for one that did not.</param>
    public static Finished ToFinished(AttemptOutcome outcome, ProviderFailure? late, bool overflowed)
    {
        var result = outcome.Result;
        var failure = result.Failure ?? (overflowed
            ? new ProviderFailure(502, "generation.answer_too_long", "The answer grew beyond what is kept, so it was ended.", Retryable: false)
            : result.Finish == FinishReason.Cancelled ? late : null);
        var finished = new Finished
        {
            Finish = FinishReasons.ToText(failure is null ? result.Finish : FinishReason.Failed),
            Timings = ToTimings(result.Timings),
            ResponseModel = result.ResponseModel ?? "",
            ServedBy = result.ServedBy ?? "",
            PriceVersion = outcome.Cost?.PricingVersion ?? "",
            NativeFinish = result.NativeFinish ?? "",
            Refusal = result.Refusal ?? "",
            ToolCalls = { result.ToolCalls.Select(ToMessage) },
            DroppedParameters = { result.DroppedParameters },
        };
        if (result.ServerReported is { } server)
        {
            finished.Server = ToServerTimings(server);
        }

        if (result.Usage is { } usage)
        {
            finished.Usage = ToUsage(usage);
        }

        if (failure is not null)
        {
            finished.Failure = new Failure { Status = failure.Status, Code = failure.Code, Message = failure.Message, Retryable = failure.Retryable };
            if (failure.RetryAfter is { } wait)
            {
                finished.Failure.RetryAfterMs = (long)wait.TotalMilliseconds;
            }
        }

        if (outcome.Cost is { } cost)
        {
            finished.CostPicoUsd = cost.TotalPico;
        }

        return finished;
    }

    private static Timings ToTimings(CompletionTimings timings)
    {
        var message = new Timings { QueuedUs = Microseconds(timings.Queued), TokenEvents = timings.TokenEvents };
        Set(timings.FirstByte, us => message.FirstByteUs = us);
        Set(timings.FirstToken, us => message.FirstTokenUs = us);
        Set(timings.SecondToken, us => message.SecondTokenUs = us);
        Set(timings.FirstAnswer, us => message.FirstAnswerUs = us);
        Set(timings.LastToken, us => message.LastTokenUs = us);
        Set(timings.Closed, us => message.ClosedUs = us);
        return message;
    }

    private static Podium.Generation.V1.ServerTimings ToServerTimings(ServerTimings server)
    {
        var message = new Podium.Generation.V1.ServerTimings();
        Set(server.Load, us => message.LoadUs = us);
        Set(server.Prefill, us => message.PrefillUs = us);
        Set(server.Decode, us => message.DecodeUs = us);
        Set(server.PrefillTokens, n => message.PrefillTokens = n);
        Set(server.DecodeTokens, n => message.DecodeTokens = n);
        Set(server.CachedTokens, n => message.CachedTokens = n);
        return message;
    }

    private static Usage ToUsage(TokenUsage usage)
    {
        var message = new Usage();
        Set(usage.Input, n => message.Input = n);
        Set(usage.Output, n => message.Output = n);
        Set(usage.CacheRead, n => message.CacheRead = n);
        Set(usage.CacheWrite5m, n => message.CacheWrite5M = n);
        Set(usage.CacheWrite1h, n => message.CacheWrite1H = n);
        Set(usage.Reasoning, n => message.Reasoning = n);
        return message;
    }

    private static void Set(TimeSpan? instant, Action<long> assign) => Set(instant is { } known ? Microseconds(known) : null, assign);

    private static void Set(long? value, Action<long> assign)
    {
        if (value is { } known)
        {
            assign(known);
        }
    }

    private static long Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;

    private static ChatMessage ToMessage(Message message) => new(ToRole(message.Role), message.Text)
    {
        ToolCalls = [.. message.ToolCalls.Select(c => new ToolCall(c.Id, c.Name, c.ArgumentsJson, Blank(c.Signature)))],
        ToolCallId = Blank(message.ToolCallId),
        ToolName = Blank(message.ToolName),
    };

    private static Podium.Generation.V1.ToolCall ToMessage(ToolCall call) => new()
    {
        Id = call.Id,
        Name = call.Name,
        ArgumentsJson = call.ArgumentsJson,
        Signature = call.Signature ?? "",
    };

    private static ToolDefinition ToTool(Tool tool)
    {
        if (tool.Name.Length == 0 || !JsonObjects.IsObject(tool.ParametersJson))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "A tool needs a name, and parameters_json must be a JSON object."));
        }

        return new ToolDefinition(tool.Name, tool.Description, tool.ParametersJson);
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static ChatRole ToRole(string role) => role switch
    {
        "system" => ChatRole.System,
        "user" or "" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "role must be system, user, assistant or tool.")),
    };
}
