namespace Podium.EvalService.Runs;

/// <summary>Where a run ends by itself. Null: without that limit.</summary>
/// <param name="MaxSeconds">Of driving; pauses do not count.</param>
/// <param name="MaxCostPicoUsd">Of items that ended; those in flight may add to it.</param>
/// <param name="MaxErrors">Failed items.</param>
internal sealed record RunLimits(double? MaxSeconds = null, long? MaxCostPicoUsd = null, int? MaxErrors = null)
{
    public static readonly RunLimits None = new();

    /// <summary>Which limit is reached, as a sentence; null while none is.</summary>
    public string? Reached(TimeSpan active, long costPico, int errors)
    {
        if (MaxSeconds is { } seconds && active.TotalSeconds >= seconds)
        {
            return FormattableString.Invariant($"The run reached its limit of {seconds} seconds.");
        }

        if (MaxCostPicoUsd is { } pico && costPico >= pico)
        {
            return FormattableString.Invariant($"The run reached its limit of {pico / 1e12m} USD.");
        }

        return MaxErrors is { } most && errors >= most ? $"The run reached its limit of {most} failed items." : null;
    }
}
