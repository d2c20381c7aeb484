using Microsoft.Extensions.Options;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Judging;

/// <summary>Brings one judging to its end, from wherever it stands.</summary>
internal sealed class JudgingDriver(JudgingStore store, ItemJudge judge, IOptions<JudgingOptions> options)
{
    /// <exception cref="JudgingLostException">Another worker has it, or it was cancelled.</exception>
    /// <exception cref="RunMovedOnException">Its run was started again.</exception>
    /// <exception cref="JudgeOutOfReachException">Its judge failed again and again.</exception>
    public async Task DriveAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        await store.StartAsync(job, cancellationToken);
        var cars = await store.ReadCarsAsync(job.RunId, cancellationToken);
        if (job.Mode == JudgingMode.Pairwise)
        {
            await CompareAllAsync(job, cars, cancellationToken);
            await store.CompletePairsAsync(job, cancellationToken);
        }
        else
        {
            await ScoreAllAsync(job, cars, cancellationToken);
            await store.CompleteScoresAsync(job, cancellationToken);
        }
    }

    private async Task ScoreAllAsync(JudgingJob job, IReadOnlyList<CarSnapshot> cars, CancellationToken cancellationToken)
    {
        var tally = new Tally(await store.ReadProgressAsync(job, cancellationToken), options.Value.MaxFailuresInARow);
        await Parallel.ForEachAsync(await store.ReadOpenItemsAsync(job, cancellationToken), Side(job, cancellationToken), async (item, token) =>
        {
            var judgement = await judge.ScoreAsync(job, cars, item.ItemId, item.CarId, token);
            await tally.AddAsync(
                judgement.Failure,
                judgement.Failure == ItemJudgement.CallFailed ? judgement.Rationale : null,
                progress => store.SaveAsync(job, judgement, progress, token),
                token);
        });
    }

    private async Task CompareAllAsync(JudgingJob job, IReadOnlyList<CarSnapshot> cars, CancellationToken cancellationToken)
    {
        var tally = new Tally(await store.ReadPairProgressAsync(job, cancellationToken), options.Value.MaxFailuresInARow);
        await Parallel.ForEachAsync(await store.ReadOpenPairsAsync(job, cancellationToken), Side(job, cancellationToken), async (pair, token) =>
        {
            var (judgement, callFailed) = await judge.CompareAsync(job, cars, pair, token);
            await tally.AddAsync(
                judgement is { Forward: not null, Swapped: not null } ? null : ItemJudgement.ParseFailed,
                callFailed ? judgement.Rationale : null,
                progress => store.SavePairAsync(job, judgement, progress, token),
                token);
        });
    }

    private ParallelOptions Side(JudgingJob job, CancellationToken cancellationToken) => new()
    {
        MaxDegreeOfParallelism = Math.Clamp(job.Judge.Connection.MaxInFlight, 1, options.Value.MaxCallsInFlight),
        CancellationToken = cancellationToken,
    };

    /// <summary>Counts in the order in which results are stored, so that progress only ever grows.</summary>
    private sealed class Tally(JudgeProgress progress, int maxFailuresInARow)
    {
        private readonly SemaphoreSlim _turn = new(1);
        private JudgeProgress _progress = progress;
        private int _failuresInARow;

        /// <param name="callFailure">Why the judge could not be asked; null if it could.</param>
        public async Task AddAsync(string? failure, string? callFailure, Func<JudgeProgress, Task> store, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                var next = _progress.With(failure);
                await store(next);
                _progress = next;
                _failuresInARow = callFailure is null ? 0 : _failuresInARow + 1;
                if (_failuresInARow >= maxFailuresInARow)
                {
                    throw new JudgeOutOfReachException($"The judge failed {_failuresInARow} times in a row, last with: {callFailure}");
                }
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}

/// <summary>The judge cannot be asked, so going on would only repeat it for every item.</summary>
internal sealed class JudgeOutOfReachException(string message) : Exception(message);
