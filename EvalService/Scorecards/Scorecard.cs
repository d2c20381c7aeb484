using System.Text.Json.Serialization;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Scorecards;

/// <summary>What a run says of each of its cars.</summary>
internal sealed record Scorecard(
    [property: JsonPropertyName("run_id")] long RunId,
    [property: JsonPropertyName("rows")] IReadOnlyList<ScorecardRow> Rows)
{
    /// <summary>Best first: judge, then checks, then errors, as the seed sorts them.</summary>
    public static Scorecard Of(RunResults results) => new(
        results.Run.Id,
        [
            .. results.Run.Cars
                .AsParallel().AsOrdered()
                .Select(car => RowOf(car, results))
                .AsSequential()
                .OrderByDescending(row => row.AvgJudgeOverall ?? -1)
                .ThenByDescending(row => row.AssertionPassRate ?? -1)
                .ThenBy(row => row.ErrorRate),
        ]);

    private static ScorecardRow RowOf(RunCar car, RunResults results)
    {
        var items = results.Of(car.Id);
        var counts = ItemCounts.Of(items);
        var distributions = Distribute(items);
        var (passed, graded) = results.CountPasses(items);
        return new ScorecardRow
        {
            CarId = car.Id,
            CarName = car.Name,
            ModelName = car.ModelName,
            ConnectionName = car.ConnectionName,
            ItemsTotal = counts.Total,
            ItemsCompleted = counts.Completed,
            ItemsFailed = counts.Failed,
            ItemsPartial = counts.Partial,
            ItemsNotPassed = counts.NotPassed,
            ErrorRate = counts.Total == 0 ? 0 : (double)counts.Errored / counts.Total,
            AvgTtftMs = Mean(Measure.Ttft),
            AvgLatencyMs = Mean(Measure.Latency),
            AvgTokensPerSec = Mean(Measure.TokensPerSec),
            AvgJudgeOverall = Mean(Measure.Judge),
            AssertionPassRate = counts.ChecksTotal == 0 ? null : (double)counts.ChecksPassed / counts.ChecksTotal,
            Pass = CaseRates.Of(ComparedMetric.PassRate, results, car.Id, passed, graded),
            Error = CaseRates.Of(ComparedMetric.ErrorRate, results, car.Id, counts.Errored, counts.Done),
            Distributions = distributions,
            Throughput = Throughput.Of(items),
            Tokens = new TokenTotals(
                Sum(items, (in item) => item.InputTokens),
                Sum(items, (in item) => item.OutputTokens),
                Sum(items, (in item) => item.ReasoningTokens),
                Sum(items, (in item) => item.CacheReadTokens),
                Sum(items, (in item) => item.CacheWriteTokens)),
            CostPicoUsd = counts.Priced == 0 ? null : counts.CostPicoUsd.ToString(),
            CostUsd = counts.Priced == 0 ? null : Usd(counts.CostPicoUsd),
            CostItems = counts.Priced,
            CheckCostUsd = counts.CheckCostPicoUsd == 0 ? null : Usd(counts.CheckCostPicoUsd),
            SelfJudged = counts.SelfJudged,
        };

        static decimal Usd(Int128 pico) => (decimal)pico / 1_000_000_000_000m;

        double? Mean(Measure measure) => distributions.GetValueOrDefault(measure.Name)?.Mean;
    }

    private static Dictionary<string, Distribution> Distribute(ItemResult[] items)
    {
        var distributions = new Dictionary<string, Distribution>();
        var values = new double[items.Length];
        foreach (var measure in Measure.All)
        {
            var known = 0;
            foreach (ref readonly var item in items.AsSpan())
            {
                if (!item.Errored && measure.Read(in item) is var value && double.IsFinite(value))
                {
                    values[known++] = value;
                }
            }

            if (Distribution.Of(values.AsSpan(0, known)) is { } distribution)
            {
                distributions.Add(measure.Name, distribution);
            }
        }

        return distributions;
    }

    private static long? Sum(ItemResult[] items, Reading read)
    {
        long? sum = null;
        foreach (ref readonly var item in items.AsSpan())
        {
            if (read(in item) is var tokens && double.IsFinite(tokens))
            {
                sum = (sum ?? 0) + (long)tokens;
            }
        }

        return sum;
    }
}
