using System.Collections.Concurrent;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Load.Driving;

/// <summary>The loads that this process drives, and what wakes its worker.</summary>
internal sealed class LoadQueue
{
    private readonly ConcurrentDictionary<long, LoadDriver> _drivers = new();
    private readonly AsyncSignal _signal = new();

    public int Count => _drivers.Count;

    public void Wake() => _signal.Raise();

    /// <summary>For the one worker.</summary>
    public ValueTask WaitAsync() => _signal.WaitAsync();

    public void Add(LoadDriver driver) => _drivers[driver.LoadId] = driver;

    public void Remove(LoadDriver driver)
    {
        _drivers.TryRemove(driver.LoadId, out _);
        Wake();
    }

    /// <summary>At once where the load is driven here; elsewhere within a second.</summary>
    public void Cancel(long loadId) => _drivers.GetValueOrDefault(loadId)?.Cancel();

    public void StopAll()
    {
        foreach (var driver in _drivers.Values)
        {
            driver.Stop();
        }
    }
}
