namespace Podium.EvalService.Checks.Parsing;

/// <summary>How many checks a test has so far, those inside sets included.</summary>
internal sealed class CheckCount
{
    public const int Most = 200;

    private int _taken;

    /// <returns>Whether there is room for as many more.</returns>
    public bool TryTake(int checks) => checks <= Most && (_taken += checks) <= Most;
}
