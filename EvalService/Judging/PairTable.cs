using System.Text.Json.Serialization;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Judging;

/// <summary>Both games of one case between two cars, from the first car's point of view; null: no usable answer.</summary>
internal readonly record struct PairGames(long FirstCarId, long SecondCarId, int? Forward, int? Swapped);

/// <summary>What an order-swapped judging says of two cars.</summary>
/// <param name="Wins">Cases the first car wins over both games together.</param>
/// <param name="WinRate">Of the first car: a much better answer counts as three games, an equal one as half (Arena-Hard).</param>
/// <param name="Consistency">Share of cases whose two games agree on who is better; a low one says the judge goes by position.</param>
/// <param name="PValue">Exact sign test of wins against losses.</param>
/// <param name="Failed">Cases without two usable answers: in none of the numbers.</param>
internal sealed record PairTable(
    [property: JsonPropertyName("first_car_id")] long FirstCarId,
    [property: JsonPropertyName("second_car_id")] long SecondCarId,
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("wins")] int Wins,
    [property: JsonPropertyName("ties")] int Ties,
    [property: JsonPropertyName("losses")] int Losses,
    [property: JsonPropertyName("win_rate")] double? WinRate,
    [property: JsonPropertyName("consistency")] double? Consistency,
    [property: JsonPropertyName("p_value")] double? PValue,
    [property: JsonPropertyName("failed")] int Failed)
{
    /// <summary>A judge whose two games agree less often than this is not heard: it goes by the order of the answers.</summary>
    public const double LeastConsistency = 0.5;

    private const double Worthwhile = 0.1;

    /// <summary>Of the first car: better, worse, no_evidence, or refused when the judge contradicts itself too often.</summary>
    [JsonPropertyName("verdict")]
    public string Verdict { get; init; } = MetricVerdict.NoEvidence;

    /// <summary>Why it was refused.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Share of cases won less share of cases lost.</summary>
    [JsonPropertyName("difference")]
    public double? Difference { get; init; }

    /// <summary>Of the 95 % interval of the difference.</summary>
    [JsonPropertyName("low")]
    public double? Low { get; init; }

    [JsonPropertyName("high")]
    public double? High { get; init; }

    /// <summary>Adjusted by Holm's method for the number of pairs; the verdict goes by it.</summary>
    [JsonPropertyName("p_adjusted")]
    public double? PAdjusted { get; init; }

    /// <summary>Cases needed to see a difference of a tenth with 80 % power.</summary>
    [JsonPropertyName("needed_n")]
    public int? NeededN { get; init; }

    public static IReadOnlyList<PairTable> Of(IEnumerable<PairGames> games)
    {
        var tables = games.GroupBy(game => (game.FirstCarId, game.SecondCarId)).OrderBy(pair => pair.Key).Select(pair => Of(pair.Key, [.. pair])).ToList();
        var tested = tables.FindAll(table => table.PValue is not null && table.Verdict != MetricVerdict.Refused);
        var adjusted = Holm.Adjust(tested.ConvertAll(table => table.PValue!.Value));
        return tables.ConvertAll(table => tested.IndexOf(table) is var place and >= 0 ? Decide(table, adjusted[place]) : table);
    }

    private static PairTable Decide(PairTable table, double adjusted) => table with
    {
        PAdjusted = adjusted,
        Verdict = adjusted > MetricVerdict.Alpha || table.Wins == table.Losses ? MetricVerdict.NoEvidence
            : table.Wins > table.Losses ? MetricVerdict.Better : MetricVerdict.Worse,
    };

    private static PairTable Of((long First, long Second) cars, List<PairGames> games)
    {
        var usable = games.Where(game => game is { Forward: not null, Swapped: not null }).ToList();
        var wins = usable.Count(game => game.Forward + game.Swapped > 0);
        var losses = usable.Count(game => game.Forward + game.Swapped < 0);
        if (usable.Count == 0)
        {
            return new PairTable(cars.First, cars.Second, 0, 0, 0, 0, null, null, null, games.Count);
        }

        var entries = usable.SelectMany(game => new[] { game.Forward!.Value, game.Swapped!.Value }).ToList();
        var counts = new McNemar(usable.Count, wins, losses);
        var consistency = (double)usable.Count(game => Math.Sign(game.Forward!.Value) == Math.Sign(game.Swapped!.Value)) / usable.Count;
        var isHeard = consistency >= LeastConsistency;
        return new PairTable(
            cars.First,
            cars.Second,
            usable.Count,
            wins,
            usable.Count - wins - losses,
            losses,
            entries.Sum(entry => Weight(entry) * (entry > 0 ? 1 : entry < 0 ? 0 : 0.5)) / entries.Sum(Weight),
            consistency,
            counts.PValue,
            games.Count - usable.Count)
        {
            Difference = counts.Difference,
            Low = counts.Interval.Low,
            High = counts.Interval.High,
            NeededN = SampleSize.ForShare(counts, Worthwhile),
            Verdict = isHeard ? MetricVerdict.NoEvidence : MetricVerdict.Refused,
            Reason = isHeard ? null : "The judge's two games agree in fewer than half of the cases: it goes by the order of the answers.",
        };
    }

    private static double Weight(int entry) => Math.Abs(entry) == 2 ? 3 : 1;
}
