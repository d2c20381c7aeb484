using Grpc.Core;
using Podium.Generation.V1;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Errors;
using FinishReason = Podium.GenerationService.Providers.FinishReason;

namespace Podium.GenerationService.Grpc;

/// <summary>Between the messages of the contract and the types of the module.</summary>
internal static class CompletionMessages
{
    public static ChatRequest ToChat(CompleteRequest request, GenerationOptions options)
    {
        if (request.Model.Length == 0 || request.Messages.Count == 0)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "model and messages are required."));
        }

        if (!double.IsFinite(request.Temperature) || !double.IsFinite(request.TopP))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "temperature and top_p must be numbers."));
        }

        return new ChatRequest
        {
            Model = request.Model,
            Messages = [.. request.Messages.Select(m => new ChatMessage(ToRole(m.Role), m.Text))],
            MaxOutputTokens = request.HasMaxOutputTokens ? request.MaxOutputTokens : options.MaxTokens,
            Temperature = request.HasTemperature ? request.Temperature : null,
            TopP = request.HasTopP ? request.TopP : null,
            TopK = request.HasTopK ? request.TopK : null,
            Seed = request.HasSeed ? request.Seed : null,
            Stop = request.Stop.Count > 0 ? [.. request.Stop] : null,
            ReasoningEffort = request.HasReasoningEffort ? request.ReasoningEffort : null,
        };
    }

    public static RpcException ToRpc(PodiumException e) => new(e switch
    {
        InvalidInputException => new Status(StatusCode.InvalidArgument, $"{e.Field}: {e.Message}"),
        RateLimitedException => new Status(StatusCode.ResourceExhausted, e.Message),
        _ => new Status(StatusCode.Internal, e.Message),
    });

    public static Finished ToFinished(AttemptOutcome outcome, bool timedOut, bool overflowed)
    {
        var result = outcome.Result;
        var failure = result.Failure ?? (overflowed
            ? new ProviderFailure(502, "generation.answer_too_long", "The answer grew beyond what is kept, so it was ended.", Retryable: false)
            : timedOut && result.Finish == FinishReason.Cancelled
                ? new ProviderFailure(504, GenerationError.OutOfTime.Code, GenerationError.OutOfTime.Message, Retryable: false)
                : null);
        var finished = new Finished
        {
            Finish = FinishReasons.ToText(failure is null ? result.Finish : FinishReason.Failed),
            Timings = ToTimings(result.Timings),
            ResponseModel = result.ResponseModel ?? "",
            ServedBy = result.ServedBy ?? "",
            PriceVersion = outcome.Cost?.PricingVersion ?? "",
        };
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

    private static ChatRole ToRole(string role) => role switch
    {
        "system" => ChatRole.System,
        "user" or "" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "role must be system, user, assistant or tool.")),
    };
}
