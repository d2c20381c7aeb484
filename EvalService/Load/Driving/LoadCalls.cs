using Grpc.Core;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Runs.Items;
using Podium.Generation.V1;

namespace Podium.EvalService.Load.Driving;

/// <summary>Sends the requests of one load and records how each of them ended. One try each: a retry would hide what is to be measured.</summary>
internal sealed class LoadCalls(LoadToDrive load, Completions completions, LoadClock clock, LoadJournal journal, LoadTotals totals, int most) : IDisposable
{
    private readonly CancellationTokenSource _spent = new();
    private int _number;

    /// <summary>Cancelled when the load has had all the requests it may have.</summary>
    public CancellationToken Spent => _spent.Token;

    /// <param name="stage">Null for a warm-up.</param>
    /// <param name="cancellationToken">Nobody waits for the answer any more.</param>
    /// <returns>Null when no more may be sent.</returns>
    public async Task<LoadSample?> SendAsync(LoadLane lane, int? stage, long scheduledUs, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        if (number > most)
        {
            await _spent.CancelAsync();
            return null;
        }

        lane.Enter();
        var sample = new LoadSample
        {
            Number = number,
            Stage = stage,
            CarId = lane.Car.Id,
            Outcome = LoadOutcome.Unfinished,
            ScheduledUs = scheduledUs,
            LagUs = Math.Max(0, clock.NowUs - scheduledUs),
            EndedUs = scheduledUs,
        };
        try
        {
            sample = sample.With(await completions.CompleteAsync(RequestOf(lane, number), load.Owner, _ => lane.OnPiece(), cancellationToken));
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && (e is RpcException or OperationCanceledException))
        {
            // It stays unfinished.
        }
        catch (RpcException e)
        {
            sample = sample.With(CallFailure.Of(e));
        }
        finally
        {
            sample = sample with { EndedUs = clock.NowUs };
            lane.Leave(sample);
            journal.Add(sample);
            totals.Add(sample);
        }

        return sample;
    }

    public void Dispose() => _spent.Dispose();

    private CompleteRequest RequestOf(LoadLane lane, int number)
    {
        var prompt = load.Prompts[(number - 1) % load.Prompts.Count];
        var request = lane.Car.ToRequest();
        request.Unlimited = load.Plan.LiftLimit;
        var mark = load.Plan.UniquePrompts ? $"[{load.Id}-{number}] " : "";
        if (!string.IsNullOrEmpty(prompt.System))
        {
            request.Messages.Add(new Message { Role = "system", Text = mark + prompt.System });
            mark = "";
        }

        request.Messages.Add(new Message { Role = "user", Text = mark + prompt.User });
        if (load.Plan.MaxOutputTokens is { } tokens)
        {
            request.MaxOutputTokens = tokens;
        }

        return request;
    }
}
