namespace Podium.EvalService.Scorecards;

/// <summary>What is counted rather than measured.</summary>
internal sealed record ItemCounts
{
    public int Total { get; private set; }

    public int Completed { get; private set; }

    public int Failed { get; private set; }

    public int Partial { get; private set; }

    /// <summary>Answered, and not as asked.</summary>
    public int NotPassed { get; private set; }

    public int Errored { get; private set; }

    public int ChecksTotal { get; private set; }

    public int ChecksPassed { get; private set; }

    public int Priced { get; private set; }

    public Int128 CostPicoUsd { get; private set; }

    public Int128 CheckCostPicoUsd { get; private set; }

    public int SelfJudged { get; private set; }

    /// <summary>Items that came to an end by themselves.</summary>
    public int Done => Completed + Failed + Partial;

    public static ItemCounts Of(ItemResult[] items)
    {
        var counts = new ItemCounts { Total = items.Length };
        foreach (ref readonly var item in items.AsSpan())
        {
            counts.Add(in item);
        }

        return counts;
    }

    private void Add(in ItemResult item)
    {
        Completed += item.Outcome == ItemOutcome.Completed ? 1 : 0;
        Failed += item.Outcome == ItemOutcome.Failed ? 1 : 0;
        Partial += item.Outcome == ItemOutcome.Partial ? 1 : 0;
        NotPassed += item is { Passed: false, Outcome: ItemOutcome.Completed or ItemOutcome.Partial } ? 1 : 0;
        Errored += item.Errored ? 1 : 0;
        ChecksTotal += item.ChecksTotal;
        ChecksPassed += item.ChecksPassed;
        Priced += item.CostPicoUsd is null ? 0 : 1;
        CostPicoUsd += item.CostPicoUsd ?? 0;
        CheckCostPicoUsd += item.CheckCostPicoUsd ?? 0;
        SelfJudged += item.SelfJudged ? 1 : 0;
    }
}
