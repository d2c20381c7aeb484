using System.Collections.Concurrent;

namespace Podium.EvalService.Runs.Driving;

/// <summary>The runs that this process drives, and the name under which it holds their leases.</summary>
internal sealed class DrivenRuns
{
    private readonly ConcurrentDictionary<long, RunDriver> _drivers = new();

    public Guid WorkerId { get; } = Guid.CreateVersion7();

    public long[] Ids => [.. _drivers.Keys];

    public IReadOnlyCollection<RunDriver> All => (IReadOnlyCollection<RunDriver>)_drivers.Values;

    public int Count => _drivers.Count;

    public bool Contains(long runId) => _drivers.ContainsKey(runId);

    public RunDriver? Find(long runId) => _drivers.GetValueOrDefault(runId);

    /// <summary>A driver that still winds up the same run has lost it to this one.</summary>
    public void Add(RunDriver driver) => _drivers.AddOrUpdate(driver.RunId, driver, (_, before) =>
    {
        before.Lose();
        return driver;
    });

    public void Remove(RunDriver driver) => _drivers.TryRemove(KeyValuePair.Create(driver.RunId, driver));
}
