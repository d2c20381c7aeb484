using System.Globalization;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Load.Measuring;

/// <summary>Adds the requests of one stage up. The same for a stage that ended by itself and for what an interrupted one left.</summary>
internal static class StageSummary
{
    private const double HeldMs = 10;
    private const int MostErrors = 8;

    /// <param name="samples">Those of the stage, in any order.</param>
    public static StageResult Of(StageMark mark, LoadPlan plan, IReadOnlyList<LoadSample> samples)
    {
        var ok = samples.Where(s => s.IsOk).ToList();
        var sent = samples.Where(s => s.Outcome != LoadOutcome.Rejected).ToList();
        var last = LastResponseUs(samples);
        var concurrency = Concurrency.Of(sent.Select(s => (s.SentUs, Math.Min(s.EndedUs, last))));
        var saturation = mark.Saturation ?? (plan.IsClosed ? null : SaturationRules.Find(mark, samples));
        return new StageResult
        {
            Ordinal = mark.Ordinal,
            CarId = mark.CarId,
            Stage = mark.Stage,
            From = mark.From,
            To = mark.To,
            StartedSeconds = mark.StartedUs / 1e6,
            DurationSeconds = samples.Count == 0 ? 0 : (last - samples.Min(s => s.ScheduledUs + s.LagUs)) / 1e6,
            Due = plan.IsClosed ? samples.Count : Math.Max(mark.Due, samples.Count),
            Completed = ok.Count,
            Failed = samples.Count(s => s.Outcome == LoadOutcome.Failed),
            Rejected = samples.Count(s => s.Outcome == LoadOutcome.Rejected),
            Unfinished = samples.Count(s => s.Outcome == LoadOutcome.Unfinished),
            Unsent = mark.Unsent,
            Good = plan.Slos.IsEmpty ? null : samples.Count(plan.Slos.IsMetBy),
            OfferedPerSecond = plan.IsClosed || mark.OfferedSeconds <= 0 ? null : mark.Due / mark.OfferedSeconds,
            OutputTokens = Sum(ok, s => s.OutputTokens),
            InputTokens = Sum(ok, s => s.InputTokens),
            PeakPieces = mark.PeakPieces,
            ConcurrencyPeak = concurrency.Peak,
            ConcurrencyMean = concurrency.Mean,
            CostPicoUsd = Cost(samples)?.ToString(CultureInfo.InvariantCulture),
            Ttft = Spread(ok, s => s.TtftMs),
            FirstAnswer = Spread(ok, s => s.FirstAnswerUs / 1000.0),
            Itl = Spread(ok, s => s.ItlMs),
            E2e = Spread(ok, s => s.E2eMs),
            Response = Spread(ok, s => s.ResponseMs),
            Wait = Spread(sent, s => s.WaitMs),
            Gate = Spread(sent, s => s.QueuedUs / 1000.0),
            Lag = Spread(sent, s => s.LagUs / 1000.0),
            HeldShare = sent.Count == 0 ? null : sent.Count(s => s.QueuedUs / 1000.0 > HeldMs) / (double)sent.Count,
            Errors = Errors(samples),
            Saturation = saturation,
        };
    }

    private static List<ErrorCount> Errors(IReadOnlyList<LoadSample> samples) =>
    [
        .. samples.Where(s => s.Outcome is LoadOutcome.Failed or LoadOutcome.Rejected)
            .GroupBy(s => (s.Outcome, Code: s.ErrorCode ?? "unknown"))
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .Take(MostErrors)
            .Select(g => new ErrorCount(g.Key.Outcome, g.Key.Code, g.Count(), g.First().Error)),
    ];

    // A request that is never answered ends when nobody waits for it any more, which says nothing of the car's rates.
    private static long LastResponseUs(IReadOnlyList<LoadSample> samples)
    {
        var answered = samples.Where(s => s.Outcome != LoadOutcome.Unfinished).Select(s => s.EndedUs).DefaultIfEmpty(long.MinValue).Max();
        return answered > long.MinValue ? answered : samples.Select(s => s.EndedUs).DefaultIfEmpty().Max();
    }

    // What broke off may cost too. A failure without a price cost nothing that anybody knows of; an answer without one makes the sum unknown.
    private static long? Cost(IReadOnlyList<LoadSample> samples)
    {
        var known = samples.Select(s => s.CostPicoUsd).OfType<long>().ToList();
        return known.Count == 0 || samples.Any(s => s is { IsOk: true, CostPicoUsd: null }) ? null : known.Sum();
    }

    // A sum in which one part is unknown is unknown: it would look smaller than it is.
    private static long? Sum(List<LoadSample> samples, Func<LoadSample, long?> part) =>
        samples.Count > 0 && samples.All(s => part(s) is not null) ? samples.Sum(s => part(s)!.Value) : null;

    private static Distribution? Spread(List<LoadSample> samples, Func<LoadSample, double?> measure) =>
        Distribution.Of(samples.Select(measure).OfType<double>().ToArray());
}
