using System.Text.Json.Serialization;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>The cars of one run against each other, paired by case: which of them to use, as far as the cases tell.</summary>
internal sealed record RunVerdict
{
    /// <summary>Cars that are put against each other: each two of them, so the number of questions grows with its square.</summary>
    public const int MostCars = 30;

    [JsonPropertyName("run_id")]
    public required long RunId { get; init; }

    /// <summary>Why there is no verdict; empty when there is one.</summary>
    [JsonPropertyName("reasons")]
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The measure that the leaders lead in; null when nothing that decides was measured.</summary>
    [JsonPropertyName("decided_by")]
    public string? DecidedBy { get; init; }

    /// <summary>The cars that no other one beats, in the order of the scorecard. Several: the cases do not tell them apart.</summary>
    [JsonPropertyName("leaders")]
    public IReadOnlyList<Leader> Leaders { get; init; } = [];

    [JsonPropertyName("summary")]
    public required string Summary { get; init; }

    /// <summary>Cases that would tell the leaders apart if they differ by <c>needed_for</c>; null for a single leader.</summary>
    [JsonPropertyName("needed_n")]
    public int? NeededN { get; init; }

    [JsonPropertyName("needed_for")]
    public double? NeededFor { get; init; }

    /// <summary>Each two cars; the verdict is the first one's.</summary>
    [JsonPropertyName("pairs")]
    public IReadOnlyList<CarPair> Pairs { get; init; } = [];

    /// <summary>Cars beyond the first <see cref="MostCars"/> of the scorecard.</summary>
    [JsonPropertyName("cars_left_out")]
    public int CarsLeftOut { get; init; }

    /// <param name="by">The measure that decides; null: the first of those that matter most which was measured.</param>
    public static RunVerdict Of(RunResults results, ComparedMetric? by)
    {
        if (!results.Run.IsFinished)
        {
            var reason = $"Run {results.Run.Id} is {results.Run.Status}: its results may still change.";
            return new RunVerdict { RunId = results.Run.Id, Reasons = [reason], Summary = reason };
        }

        var ranked = Scorecard.Of(results).Rows;
        var cars = ranked.Take(MostCars).ToList();
        var pairs = CarPair.Of(cars, results);
        return Conclusion.Of(results.Run.Id, cars, pairs, by) with { CarsLeftOut = ranked.Count - cars.Count };
    }
}

/// <param name="Advantages">Measures in which it is better than each other leader.</param>
internal sealed record Leader(
    [property: JsonPropertyName("car_id")] long CarId,
    [property: JsonPropertyName("car_name")] string CarName,
    [property: JsonPropertyName("advantages")] IReadOnlyList<string> Advantages);
