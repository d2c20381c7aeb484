using System.Collections.Concurrent;

namespace Podium.EvalService.Runs.Driving;

/// <summary>The runs that this process drives, and the name under which it holds their leases.</summary>
internal sealed class DrivenRuns
{
    private readonly ConcurrentDictionary<long, RunDriver> _drivers = new();

    public Guid WorkerId { get; } = Guid.CreateVersion7();

    public IReadOnlyCollection<RunDriver> All => (IReadOnlyCollection<RunDriver>)_drivers.Values;

    public int Count => _drivers.Count;

    public bool Contains(long runId) => _drivers.ContainsKey(runId);

    public RunDriver? Find(long runId) => _drivers.GetValueOrDefault(runId);

    public void Add(RunDriver driver) => _drivers[driver.RunId] = driver;

    public void Remove(RunDriver driver) => _drivers.TryRemove(driver.RunId, out _);
}
