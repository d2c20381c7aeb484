using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Podium.EvalService.Runs;
using Podium.Generation.V1;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>What came of asking a judge once.</summary>
/// <param name="Failure">Null: <paramref name="Text"/> is an answer.</param>
internal sealed record JudgeReply(string Text, long? CostPicoUsd, string? Failure = null, bool Retryable = false, TimeSpan? RetryAfter = null);

/// <summary>Asks a judge through the generation service.</summary>
internal sealed class JudgeCall(
    Generation.V1.Generation.GenerationClient generation, IdentityHeader identity, IOptions<JudgingOptions> options, TimeProvider time)
{
    private const int MaxAnswerChars = 64_000;
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(60);

    /// <summary>Asks until there is an answer, a failure that stays, or as often as the judge's connection allows. Costs of all tries are added up.</summary>
    public async Task<JudgeReply> AskAsync(CarSnapshot judge, PodiumUser requester, string system, string user, CancellationToken cancellationToken)
    {
        var connection = judge.Connection;
        long? cost = null;
        for (var attempt = 1; ; attempt++)
        {
            var reply = await AskOnceAsync(judge, requester, system, user, cancellationToken);
            cost = reply.CostPicoUsd is { } more ? (cost ?? 0) + more : cost;
            if (reply.Failure is null || !reply.Retryable || attempt > connection.RetryCount)
            {
                return reply with { CostPicoUsd = cost };
            }

            await Task.Delay(Wait(attempt, connection.RetryBackoffMs, reply.RetryAfter), time, cancellationToken);
        }
    }

    /// <summary>Doubles each time, up to a minute, with a half of chance in it; never shorter than the provider asks for.</summary>
    private static TimeSpan Wait(int attempt, int backoffMs, TimeSpan? retryAfter)
    {
        var backoff = TimeSpan.FromMilliseconds(backoffMs * Math.Pow(2, Math.Min(attempt - 1, 16)) * (0.75 + (Random.Shared.NextDouble() / 2)));
        var wait = retryAfter > backoff ? retryAfter.Value : backoff;
        return wait < _longestWait ? wait : _longestWait;
    }

    private async Task<JudgeReply> AskOnceAsync(
        CarSnapshot judge, PodiumUser requester, string system, string user, CancellationToken cancellationToken)
    {
        var request = judge.ToRequest();
        request.Temperature = 0;
        request.ClearTopP();
        request.ClearMinP();
        request.ClearFrequencyPenalty();
        request.ClearPresencePenalty();
        request.ClearRepeatPenalty();
        request.TimeoutMs = options.Value.CallTimeoutSeconds * 1000;
        request.MaxOutputTokens = judge.MaxTokens ?? options.Value.MaxTokens;
        request.Messages.Add(new Message { Role = "system", Text = system });
        request.Messages.Add(new Message { Role = "user", Text = user });
        try
        {
            using var call = generation.Complete(
                request, new Metadata { { IdentityHeader.Name, identity.Create(requester) } }, cancellationToken: cancellationToken);
            return await ReadAsync(call.ResponseStream, cancellationToken);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new JudgeReply("", null, e.Status.Detail, e.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded);
        }
        catch (RpcException e)
        {
            throw new OperationCanceledException("The judging was stopped.", e, cancellationToken);
        }
    }

    private static async Task<JudgeReply> ReadAsync(IAsyncStreamReader<CompletionEvent> events, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        Finished? finished = null;
        while (await events.MoveNext(cancellationToken))
        {
            if (events.Current.EventCase == CompletionEvent.EventOneofCase.Finished)
            {
                finished = events.Current.Finished;
            }
            else if (events.Current.Delta is { Channel: Channel.Answer } delta && answer.Length < MaxAnswerChars)
            {
                answer.Append(delta.Text);
            }
        }

        long? cost = finished is { HasCostPicoUsd: true } ? finished.CostPicoUsd : null;
        return finished switch
        {
            null => new JudgeReply("", null, "The judge's answer broke off.", Retryable: true),
            { Failure: { } failure } => new JudgeReply(
                "", cost, failure.Message, failure.Retryable, failure.HasRetryAfterMs ? TimeSpan.FromMilliseconds(failure.RetryAfterMs) : null),
            _ => new JudgeReply(answer.ToString(), cost),
        };
    }
}
