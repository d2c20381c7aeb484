using System.Text.Json.Serialization;
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
    public static IReadOnlyList<PairTable> Of(IEnumerable<PairGames> games) =>
        [.. games.GroupBy(game => (game.FirstCarId, game.SecondCarId)).OrderBy(pair => pair.Key).Select(pair => Of(pair.Key, [.. pair]))];

    private static PairTable Of((long First, long Second) cars, List<PairGames> games)
    {
        var usable = games.Where(game => game is { Forward: not null, Swapped: not null }).ToList();
        var wins = usable.Count(game => game.Forward + game.Swapped > 0);
        var losses = usable.Count(game => game.Forward + game.Swapped < 0);
        var entries = usable.SelectMany(game => new[] { game.Forward!.Value, game.Swapped!.Value }).ToList();
        var weight = entries.Sum(Weight);
        return new PairTable(
            cars.First,
            cars.Second,
            usable.Count,
            wins,
            usable.Count - wins - losses,
            losses,
            weight == 0 ? null : entries.Sum(entry => Weight(entry) * (entry > 0 ? 1 : entry < 0 ? 0 : 0.5)) / weight,
            usable.Count == 0 ? null : (double)usable.Count(game => Math.Sign(game.Forward!.Value) == Math.Sign(game.Swapped!.Value)) / usable.Count,
            usable.Count == 0 ? null : new McNemar(usable.Count, wins, losses).PValue,
            games.Count - usable.Count);
    }

    private static double Weight(int entry) => Math.Abs(entry) == 2 ? 3 : 1;
}
