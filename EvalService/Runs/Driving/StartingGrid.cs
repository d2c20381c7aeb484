using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Driving;

/// <summary>
/// Says which item may start now. Sequential: one at a time. Head to head: the cars of a test start together as soon as each of their connections
/// has room for as many of them as it can take at all; those for which there is no room then start before any later test.
/// </summary>
internal sealed class StartingGrid(string mode, ItemWindow window)
{
    private readonly Queue<(RunItem Item, TestCase Test)> _late = new();
    private readonly Dictionary<long, int> _inFlight = [];
    private int _running;

    /// <summary>Nothing waits any more.</summary>
    public bool IsEmpty { get; private set; }

    /// <param name="connectionOf">A car's connection and how many requests it takes at once, as of now.</param>
    /// <returns>The items to start; empty while something in flight has to end first.</returns>
    public async ValueTask<IReadOnlyList<(RunItem Item, TestCase Test)>> NextAsync(
        Func<long, (long Id, int Limit)> connectionOf, CancellationToken cancellationToken) =>
        mode == RunMode.HeadToHead ? await NextTogetherAsync(connectionOf, cancellationToken) : await NextAloneAsync(cancellationToken);

    public void OnStarted(long connectionId)
    {
        _running++;
        _inFlight[connectionId] = InFlight(connectionId) + 1;
    }

    public void OnEnded(long connectionId)
    {
        _running--;
        _inFlight[connectionId] = InFlight(connectionId) - 1;
    }

    private async ValueTask<IReadOnlyList<(RunItem Item, TestCase Test)>> NextAloneAsync(CancellationToken cancellationToken)
    {
        if (_running > 0)
        {
            return [];
        }

        if (await window.NextAsync(cancellationToken) is not { } next)
        {
            IsEmpty = true;
            return [];
        }

        window.Take(1);
        return [next];
    }

    private async ValueTask<IReadOnlyList<(RunItem Item, TestCase Test)>> NextTogetherAsync(
        Func<long, (long Id, int Limit)> connectionOf, CancellationToken cancellationToken)
    {
        if (_late.Count == 0)
        {
            if (await window.NextHeatAsync(cancellationToken) is not { } heat)
            {
                IsEmpty = true;
                return [];
            }

            var fits = heat.GroupBy(entry => connectionOf(entry.Item.CarId))
                .All(cars => InFlight(cars.Key.Id) + Math.Min(cars.Count(), cars.Key.Limit) <= cars.Key.Limit);
            if (!fits)
            {
                return [];
            }

            window.Take(heat.Count);
            foreach (var entry in heat)
            {
                _late.Enqueue(entry);
            }
        }

        return StartLate(connectionOf);
    }

    private List<(RunItem Item, TestCase Test)> StartLate(Func<long, (long Id, int Limit)> connectionOf)
    {
        var starting = new List<(RunItem, TestCase)>();
        var taken = new Dictionary<long, int>();
        for (var left = _late.Count; left > 0; left--)
        {
            var entry = _late.Dequeue();
            var (id, limit) = connectionOf(entry.Item.CarId);
            if (InFlight(id) + taken.GetValueOrDefault(id) < limit)
            {
                taken[id] = taken.GetValueOrDefault(id) + 1;
                starting.Add(entry);
            }
            else
            {
                _late.Enqueue(entry);
            }
        }

        return starting;
    }

    private int InFlight(long connectionId) => _inFlight.GetValueOrDefault(connectionId);
}
