using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 3: streams without delay, in tokens per second. "pipeline" is Podium's adapter, clock, sink and event writer without jobs or database: parse, normalise,
/// re-emit, the like of YARP's byte pass-through. "whole product" also starts a job, stores every event before showing it, extracts, prices and keeps the page; what a
/// generation costs however short it is, is shown apart from what a token costs.
/// Parts: 32, 256 (streams of 256 tokens), product32, product256 (long streams).
/// </summary>
internal static class StreamThroughput
{
    private const int Rounds = 5;
    private const int Short = 256;
    private const int Long = 8_192;

    // Two processors take this long to compile the hot path for the last time while they are loaded.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("stream");
        await using var mock = await Child.PeerAsync("mock");
        await using var yarp = await Child.PeerAsync("yarp", mock.Address);
        foreach (var streams in new[] { 32, 256 })
        {
            if (part is null || part == $"{streams}")
            {
                await PipelineAsync(report, mock, yarp, streams);
            }

            if (part is null || part == $"product{streams}")
            {
                await ProductAsync(report, mock, yarp, streams);
            }
        }

        return report.ExitCode;
    }

    private static async Task PipelineAsync(Report report, Child mock, Child yarp, int streams)
    {
        await using var naive = await Child.PeerAsync("naive", mock.Address);
        await using var pipeline = await Child.PeerAsync("pipeline", mock.Address);
        await using var gateway = await Product.GatewayOfAsync(pipeline.Address);
        report.Title($"{streams} streams of {Short} tokens without delay, tokens per second");
        var schedule = new MockSchedule(0, 0, Short, "wrk");
        var rates = await MeasureAsync(
            report, streams, schedule,
            ("direct", () => Requests.Upstream(mock.Address, schedule)),
            ("YARP pass-through", () => Requests.Upstream(yarp.Address, schedule)),
            ("naive", () => Requests.Upstream(naive.Address, schedule)),
            ("pipeline", () => Requests.Upstream(pipeline.Address, schedule)),
            ("pipeline behind Podium's gateway", () => Requests.Forwarded(gateway.Address, schedule)));
        report.Goal("pipeline : YARP pass-through", "x", Ratios(rates["pipeline"], rates["YARP pass-through"]), 0.8, atMost: false);
        report.Goal("pipeline : naive", "x", Ratios(rates["pipeline"], rates["naive"]), 2.2, atMost: false);
        report.Goal("pipeline behind the gateway : pipeline", "x", Ratios(rates["pipeline behind Podium's gateway"], rates["pipeline"]), 0.7, atMost: false);
    }

    private static async Task ProductAsync(Report report, Child mock, Child yarp, int streams)
    {
        await using var standalone = await Product.StandaloneAsync(mock.Address);
        await using var onServer = await Product.StandaloneOnServerAsync(mock.Address);
        await using var distributed = await Product.DistributedAsync(mock.Address);
        report.Title($"the whole product, {streams} streams of {Long} tokens without delay, tokens per second");
        var schedule = new MockSchedule(0, 0, Long, "wrk");
        var rates = await MeasureAsync(
            report, streams, schedule,
            ("YARP pass-through", () => Requests.Upstream(yarp.Address, schedule)),
            ("standalone", () => Requests.Podium(standalone.Address, schedule)),
            ("standalone on a PostgreSQL server", () => Requests.Podium(onServer.Address, schedule)),
            ("distributed on the same server", () => Requests.Podium(distributed.Gateway.Address, schedule)));
        report.Values("standalone : YARP pass-through", "x", Ratios(rates["standalone"], rates["YARP pass-through"]));
        report.Goal("distributed : standalone, same server", "x", Ratios(rates["distributed on the same server"], rates["standalone on a PostgreSQL server"]), 0.7, atMost: false);

        var brief = new MockSchedule(0, 0, Short, "wrk");
        var perSecond = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var message = Requests.Podium(standalone.Address, brief);
            perSecond.Add(await Wrk.RequestsPerSecondAsync(message, streams, TimeSpan.FromSeconds(3)));
        }

        report.Values($"whole generations of {Short} tokens, standalone", "1/s", perSecond);
    }

    private static async Task<Dictionary<string, List<double>>> MeasureAsync(
        Report report, int streams, MockSchedule schedule, params (string Name, Func<HttpRequestMessage> Like)[] peers)
    {
        var rates = peers.ToDictionary(peer => peer.Name, _ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, like) in peers)
            {
                using var message = like();
                var rate = await Wrk.RequestsPerSecondAsync(message, streams, round == 0 ? WarmUp : TimeSpan.FromSeconds(3)) * schedule.Tokens;
                if (round > 0)
                {
                    rates[name].Add(rate / 1e6);
                }
            }
        }

        foreach (var (name, values) in rates)
        {
            report.Values(name, "M/s", values);
        }

        return rates;
    }

    private static double[] Ratios(List<double> ours, List<double> theirs) => [.. ours.Zip(theirs, (a, b) => a / b)];
}
