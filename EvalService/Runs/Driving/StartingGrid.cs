using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Driving;

/// <summary>
/// Says which item may start now. Sequential: one at a time. Head to head: the cars of a test start together as soon as each of their connections
/// has room for as many of them as it can take at all; those for which there is no room then start before any later test.
/// </summary>
internal sealed class StartingGrid(string mode, ItemWindow window)
{
    // By connection: with ten thousand cars, a place that gets free must not cost a look at all of those who wait for others.
    private readonly Dictionary<long, Queue<(RunItem Item, TestCase Test)>> _late = [];
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

            var cars = heat.GroupBy(entry => connectionOf(entry.Item.CarId).Id).ToList();
            if (!cars.All(of => Fits(of.Count(), connectionOf(of.First().Item.CarId))))
            {
                return [];
            }

            window.Take(heat.Count);
            foreach (var of in cars)
            {
                _late[of.Key] = new Queue<(RunItem, TestCase)>(of);
            }
        }

        return StartLate(connectionOf);
    }

    private bool Fits(int cars, (long Id, int Limit) connection) => InFlight(connection.Id) + Math.Min(cars, connection.Limit) <= connection.Limit;

    private List<(RunItem Item, TestCase Test)> StartLate(Func<long, (long Id, int Limit)> connectionOf)
    {
        var starting = new List<(RunItem Item, TestCase Test)>();
        foreach (var (id, waiting) in _late)
        {
            for (var room = connectionOf(waiting.Peek().Item.CarId).Limit - InFlight(id); room > 0 && waiting.Count > 0; room--)
            {
                starting.Add(waiting.Dequeue());
            }

            if (waiting.Count == 0)
            {
                _late.Remove(id);
            }
        }

        // In the order of the cars, as they were chosen.
        starting.Sort(static (a, b) => a.Item.Ordinal.CompareTo(b.Item.Ordinal));
        return starting;
    }

    private int InFlight(long connectionId) => _inFlight.GetValueOrDefault(connectionId);
}
