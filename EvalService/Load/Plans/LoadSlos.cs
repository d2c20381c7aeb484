namespace Podium.EvalService.Load.Plans;

/// <summary>
/// What an answer must keep to be good; null: that is not asked. Inclusive, all at once, and a request that lacks a measure which is asked for is not
/// good. Times begin when the request was handed to the socket, except the response: that begins when the request was due.
/// </summary>
/// <param name="ItlMs">Per output token after the first (TPOT).</param>
/// <param name="E2eMs">Until the last token.</param>
/// <param name="ResponseMs">Until the last token, with all waiting inside Podium.</param>
internal sealed record LoadSlos(double? TtftMs = null, double? ItlMs = null, double? E2eMs = null, double? ResponseMs = null)
{
    public static readonly LoadSlos None = new();

    public bool IsEmpty => this == None;

    public bool IsMetBy(Measuring.LoadSample sample) => sample.IsOk
        && Keeps(TtftMs, sample.TtftMs) && Keeps(ItlMs, sample.ItlMs) && Keeps(E2eMs, sample.E2eMs) && Keeps(ResponseMs, sample.ResponseMs);

    private static bool Keeps(double? limit, double? value) => limit is not { } most || value <= most;
}
