using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 3: zero-delay streams of 256 tokens. "pipeline" is Podium's adapter, sink and event writer without jobs or database, the like of YARP's byte pass-through;
/// "whole product" also starts a job, stores every event before showing it, extracts, prices and keeps the page.
/// </summary>
internal static class StreamThroughput
{
    private const int Tokens = 256;

    public static async Task<int> RunAsync()
    {
        var report = new Report("stream");
        await using var mock = await Child.PeerAsync("mock");
        await using var yarp = await Child.PeerAsync("yarp", mock.Address);
        await using var naive = await Child.PeerAsync("naive", mock.Address);
        await using var pipeline = await Child.PeerAsync("pipeline", mock.Address);
        await using var podium = await Product.StandaloneAsync(mock.Address);
        (string Name, Func<HttpRequestMessage> Like)[] peers =
        [
            ("direct", () => Requests.Upstream(mock.Address, Schedule)),
            ("yarp", () => Requests.Upstream(yarp.Address, Schedule)),
            ("naive", () => Requests.Upstream(naive.Address, Schedule)),
            ("pipeline", () => Requests.Upstream(pipeline.Address, Schedule)),
            ("whole product", () => Requests.Podium(podium.Address, Schedule)),
        ];
        foreach (var connections in new[] { 32, 256 })
        {
            report.Title($"{connections} streams of {Tokens} tokens without delay, tokens per second");
            var rates = peers.ToDictionary(peer => peer.Name, _ => new List<double>());
            for (var round = 0; round < 6; round++)
            {
                foreach (var (name, like) in peers)
                {
                    using var message = like();
                    var rate = await Wrk.RequestsPerSecondAsync(message, connections, TimeSpan.FromSeconds(4)) * Tokens;
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

            report.Goal("pipeline : YARP pass-through", "x", Ratios(rates["pipeline"], rates["yarp"]), 0.8, atMost: false);
            report.Goal("pipeline : naive", "x", Ratios(rates["pipeline"], rates["naive"]), 2.2, atMost: false);
            report.Values("whole product : YARP pass-through", "x", Ratios(rates["whole product"], rates["yarp"]));
        }

        return report.ExitCode;
    }

    private static readonly MockSchedule Schedule = new(0, 0, Tokens, "wrk");

    private static double[] Ratios(List<double> ours, List<double> theirs) => [.. ours.Zip(theirs, (a, b) => a / b)];
}
