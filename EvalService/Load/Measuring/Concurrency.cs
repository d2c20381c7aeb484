namespace Podium.EvalService.Load.Measuring;

/// <summary>Requests that were with the provider at once, from their spans [sent, ended): one that ends as another begins is not beside it.</summary>
internal readonly record struct Concurrency(int Peak, double Mean)
{
    public static Concurrency Of(IEnumerable<(long Start, long End)> spans)
    {
        var edges = new List<(long At, int Step)>();
        foreach (var (start, end) in spans.Where(s => s.End > s.Start))
        {
            edges.Add((start, 1));
            edges.Add((end, -1));
        }

        if (edges.Count == 0)
        {
            return default;
        }

        edges.Sort();
        var (now, peak, area, last) = (0, 0, 0.0, edges[0].At);
        foreach (var (at, step) in edges)
        {
            area += (double)now * (at - last);
            last = at;
            now += step;
            peak = Math.Max(peak, now);
        }

        return new Concurrency(peak, area / Math.Max(1, last - edges[0].At));
    }
}
