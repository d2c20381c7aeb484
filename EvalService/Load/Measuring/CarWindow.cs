using System.Text.Json.Serialization;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Load.Measuring;

/// <summary>What one car did in a short while: the points of the live charts. Times are of the requests that ended in it.</summary>
internal sealed record CarWindow
{
    [JsonPropertyName("car_id")]
    public required long CarId { get; init; }

    /// <summary>The ordinal of the stage under way; null while it warms up.</summary>
    [JsonPropertyName("stage")]
    public int? Stage { get; init; }

    [JsonPropertyName("level")]
    public double? Level { get; init; }

    [JsonPropertyName("sent")]
    public required int Sent { get; init; }

    [JsonPropertyName("completed")]
    public required int Completed { get; init; }

    [JsonPropertyName("failed")]
    public required int Failed { get; init; }

    [JsonPropertyName("rejected")]
    public required int Rejected { get; init; }

    [JsonPropertyName("good")]
    public int? Good { get; init; }

    [JsonPropertyName("in_flight")]
    public required int InFlight { get; init; }

    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    /// <summary>Pieces of answers that arrived. A piece may hold several tokens.</summary>
    [JsonPropertyName("pieces")]
    public required int Pieces { get; init; }

    [JsonPropertyName("ttft_p50_ms")]
    public double? TtftP50 { get; init; }

    [JsonPropertyName("ttft_p95_ms")]
    public double? TtftP95 { get; init; }

    [JsonPropertyName("e2e_p50_ms")]
    public double? E2eP50 { get; init; }

    [JsonPropertyName("e2e_p95_ms")]
    public double? E2eP95 { get; init; }

    [JsonPropertyName("itl_p50_ms")]
    public double? ItlP50 { get; init; }

    [JsonPropertyName("itl_p95_ms")]
    public double? ItlP95 { get; init; }

    [JsonPropertyName("wait_p50_ms")]
    public double? WaitP50 { get; init; }

    [JsonPropertyName("wait_p95_ms")]
    public double? WaitP95 { get; init; }

    public static CarWindow Of(
        long carId, StageMark? mark, double? level, int sent, int pieces, int inFlight, IReadOnlyList<LoadSample> ended, LoadSlos slos)
    {
        var ok = ended.Where(s => s.IsOk).ToList();
        var (ttft, e2e, itl, wait) = (Sorted(ok, s => s.TtftMs), Sorted(ok, s => s.E2eMs), Sorted(ok, s => s.ItlMs), Sorted(ended, s => s.WaitMs));
        return new CarWindow
        {
            CarId = carId,
            Stage = mark?.Ordinal,
            Level = level,
            Sent = sent,
            Completed = ok.Count,
            Failed = ended.Count(s => s.Outcome == LoadOutcome.Failed),
            Rejected = ended.Count(s => s.Outcome == LoadOutcome.Rejected),
            Good = slos.IsEmpty ? null : ok.Count(slos.IsMetBy),
            InFlight = inFlight,
            OutputTokens = ok.All(s => s.OutputTokens is not null) ? ok.Sum(s => s.OutputTokens!.Value) : null,
            Pieces = pieces,
            TtftP50 = At(ttft, 0.5),
            TtftP95 = At(ttft, 0.95),
            E2eP50 = At(e2e, 0.5),
            E2eP95 = At(e2e, 0.95),
            ItlP50 = At(itl, 0.5),
            ItlP95 = At(itl, 0.95),
            WaitP50 = At(wait, 0.5),
            WaitP95 = At(wait, 0.95),
        };
    }

    private static double[] Sorted(IReadOnlyList<LoadSample> samples, Func<LoadSample, double?> measure)
    {
        var values = samples.Select(measure).OfType<double>().ToArray();
        Array.Sort(values);
        return values;
    }

    private static double? At(double[] sorted, double p) => sorted.Length == 0 ? null : Quantiles.Of(sorted, p);
}
