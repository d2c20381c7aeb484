using Podium.EvalService.Runs;

namespace Podium.EvalService.Judging;

/// <summary>Judges one answer, or two against each other.</summary>
internal sealed class ItemJudge(JudgingStore store, JudgeCall call)
{
    public async Task<ItemJudgement> ScoreAsync(JudgingJob job, IReadOnlyList<CarSnapshot> cars, long itemId, long carId, CancellationToken cancellationToken)
    {
        var judged = await store.ReadAnswerAsync(itemId, cancellationToken);
        var reply = await call.AskAsync(job.Judge, job.Requester, JudgePrompt.ScoreSystem(job.Rubric), JudgePrompt.Score(judged), cancellationToken);
        var scores = reply.Failure is null ? JudgeScores.Parse(reply.Text, out var reason) : Failed(reply.Failure, out reason);
        return new ItemJudgement(itemId, carId, judged.Answer)
        {
            Scores = scores,
            Failure = scores is not null ? null : reply.Failure is null ? ItemJudgement.ParseFailed : ItemJudgement.CallFailed,
            Rationale = scores?.Rationale ?? reason,
            SelfJudged = IsSelf(job, cars, carId),
            CostPicoUsd = reply.CostPicoUsd,
        };

        static JudgeScores? Failed(string failure, out string reason)
        {
            reason = failure;
            return null;
        }
    }

    /// <summary>Two games with the order swapped: a judge that goes by position gives each answer one, and so says nothing.</summary>
    /// <returns>Also whether the judge could not be asked.</returns>
    public async Task<(PairJudgement Judgement, bool CallFailed)> CompareAsync(
        JudgingJob job, IReadOnlyList<CarSnapshot> cars, AnswerPair pair, CancellationToken cancellationToken)
    {
        var first = await store.ReadAnswerAsync(pair.FirstItemId, cancellationToken);
        var second = await store.ReadAnswerAsync(pair.SecondItemId, cancellationToken);
        var system = JudgePrompt.PairSystem(job.Rubric);
        var forward = await call.AskAsync(job.Judge, job.Requester, system, JudgePrompt.Pair(first, second), cancellationToken);
        var swapped = await call.AskAsync(job.Judge, job.Requester, system, JudgePrompt.Pair(second, first), cancellationToken);
        var (forwardVerdict, forwardReason) = Read(forward);
        var (swappedVerdict, swappedReason) = Read(swapped);
        var judgement = new PairJudgement(
            pair,
            forwardVerdict?.Preference,
            -swappedVerdict?.Preference,
            $"{forwardReason}\n{swappedReason}".Trim(),
            IsSelf(job, cars, pair.FirstCarId) || IsSelf(job, cars, pair.SecondCarId),
            forward.CostPicoUsd is null && swapped.CostPicoUsd is null ? null : (forward.CostPicoUsd ?? 0) + (swapped.CostPicoUsd ?? 0),
            first.Answer,
            second.Answer);
        return (judgement, forward.Failure is not null && swapped.Failure is not null);
    }

    private static (PairVerdict? Verdict, string Reason) Read(JudgeReply reply)
    {
        if (reply.Failure is { } failure)
        {
            return (null, failure);
        }

        var verdict = PairVerdict.Parse(reply.Text, out var reason);
        return (verdict, verdict?.Rationale ?? reason);
    }

    private static bool IsSelf(JudgingJob job, IReadOnlyList<CarSnapshot> cars, long carId) =>
        cars.FirstOrDefault(car => car.Id == carId) is { } car && JudgeKey.IsSelf(job.Judge, car);
}
