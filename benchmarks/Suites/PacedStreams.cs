using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 4: 256 streams of 50 tokens/s. CPU per token of the .NET process against YARP's, without PostgreSQL's, and the delay that each adds to a token on top of the
/// direct connection's. Then 1,024 streams: nothing lost, nothing reordered.
/// </summary>
internal static class PacedStreams
{
    private const int Tokens = 500;

    public static async Task<int> RunAsync()
    {
        var report = new Report("paced");
        await using var mock = await Child.PeerAsync("mock");
        await using var yarp = await Child.PeerAsync("yarp", mock.Address);
        await using var podium = await Product.StandaloneAsync(mock.Address);
        await MeasureAsync("warm-up", mock, Requests.Upstream, 32, 100);
        await MeasureAsync("warm-up", yarp, Requests.Upstream, 32, 100);
        await MeasureAsync("warm-up", podium, Requests.Podium, 32, 100);

        report.Title("256 streams, 50 tokens/s each");
        List<double> cpu = [], p50 = [], p99 = [], yarpP50 = [], yarpP99 = [];
        for (var round = 0; round < 3; round++)
        {
            var direct = await MeasureAsync("direct", mock, Requests.Upstream, 256, Tokens);
            var hop = await MeasureAsync("yarp", yarp, Requests.Upstream, 256, Tokens);
            var product = await MeasureAsync("podium", podium, Requests.Podium, 256, Tokens);
            report.Note($"round {round + 1}: us CPU per token yarp {hop.CpuPerTokenUs:0.0} podium {product.CpuPerTokenUs:0.0}; delay p50/p99 direct {direct.P50Ms:0.00}/{direct.P99Ms:0.0} yarp {hop.P50Ms:0.00}/{hop.P99Ms:0.0} podium {product.P50Ms:0.00}/{product.P99Ms:0.0}; lost {product.Lost}, reordered {product.Reordered}");
            cpu.Add(product.CpuPerTokenUs / hop.CpuPerTokenUs);
            yarpP50.Add(hop.P50Ms - direct.P50Ms);
            yarpP99.Add(hop.P99Ms - direct.P99Ms);
            p50.Add(product.P50Ms - direct.P50Ms);
            p99.Add(product.P99Ms - direct.P99Ms);
        }

        report.Goal("CPU per token, Podium : YARP", "x", cpu, 1.25);
        report.Values("YARP's added token delay p50", "ms", yarpP50);
        report.Values("YARP's added token delay p99", "ms", yarpP99);
        report.Goal("Podium's added token delay p50", "ms", p50, 1.5);
        report.Goal("Podium's added token delay p99", "ms", p99, 6);

        report.Title("1,024 streams, 50 tokens/s each");
        var many = await MeasureAsync("direct", mock, Requests.Upstream, 1024, 200);
        var all = await MeasureAsync("podium", podium, Requests.Podium, 1024, 200);
        report.Goal("delivered, Podium : direct", "x", [(double)all.Delivered / many.Delivered], 0.98, atMost: false);
        report.Goal("lost or reordered", "tokens", [all.Lost + all.Reordered], 0);
        return report.ExitCode;
    }

    private sealed record Outcome(double P50Ms, double P99Ms, double CpuPerTokenUs, int Delivered, int Lost, int Reordered);

    private static async Task<Outcome> MeasureAsync(string label, Child host, Func<Uri, MockSchedule, HttpRequestMessage> request, int streams, int tokens)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2048 }) { Timeout = TimeSpan.FromMinutes(3) };
        var cpu = host.Cpu();
        var readers = await Task.WhenAll(Enumerable.Range(0, streams).Select(async i =>
        {
            // Starts are spread over one interval, as real traffic is.
            await Task.Delay(i % 20);
            using var message = request(host.Address, new MockSchedule(200, 20, tokens, $"{label}{i}"));
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            await Requests.EnsureSuccessAsync(response);
            var reader = new TokenReader { Expected = tokens };
            await reader.ReadAsync(await response.Content.ReadAsStreamAsync(), CancellationToken.None);
            return reader;
        }));
        var used = host.Cpu() - cpu;
        var delays = readers.SelectMany(reader => reader.DelaysMs).ToArray();
        return new Outcome(
            Sample.Percentile(delays, 0.5), Sample.Percentile(delays, 0.99), used.TotalMicroseconds / delays.Length,
            delays.Length, (streams * tokens) - delays.Length, readers.Count(reader => !reader.Ordered));
    }
}
