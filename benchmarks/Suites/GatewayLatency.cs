using System.Net.Http.Headers;
using Podium.Benchmarks.Measure;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 1: what the hop through Podium's gateway (token check, identity header, limits, routing) adds to a 1 KB answer, against what bare YARP adds. 500 requests a second, open
/// loop, direct / YARP / gateway interleaved.
/// </summary>
internal static class GatewayLatency
{
    public static async Task<int> RunAsync()
    {
        var report = new Report("gateway");
        await using var mock = await Child.PeerAsync("mock");
        await using var yarp = await Child.PeerAsync("yarp", mock.Address);
        await using var product = await Product.GatewayAsync(mock.Address);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        report.Title("500 requests a second, 10 s each, three interleaved rounds after a warm-up");

        List<double> ratio = [], addedYarp = [], added = [], tailYarp = [], tail = [];
        for (var round = 0; round < 4; round++)
        {
            var direct = await AskAsync(client, mock.Address, null);
            var hop = await AskAsync(client, yarp.Address, null);
            var gateway = await AskAsync(client, product.Gateway.Address, product.Token);
            if (round == 0)
            {
                continue;
            }

            addedYarp.Add(hop.P50 - direct.P50);
            added.Add(gateway.P50 - direct.P50);
            ratio.Add((gateway.P50 - direct.P50) / (hop.P50 - direct.P50));
            tailYarp.Add((hop.P99 - direct.P99) / 1000);
            tail.Add((gateway.P99 - direct.P99) / 1000);
        }

        report.Values("bare YARP adds p50", "us", addedYarp);
        report.Goal("Podium's gateway adds p50", "us", added, 150);
        report.Goal("added p50, Podium : bare YARP", "x", ratio, 1.4);
        report.Values("bare YARP adds p99", "ms", tailYarp);
        report.Goal("Podium's gateway adds p99", "ms", tail, 1.5);
        return report.ExitCode;
    }

    private static async Task<(double P50, double P99)> AskAsync(HttpClient client, Uri address, string? token)
    {
        var latencies = await OpenLoop.RunAsync(
            client,
            () =>
            {
                var message = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/api/generate/options"));
                message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                return message;
            },
            500,
            TimeSpan.FromSeconds(10));
        return (Sample.Percentile(latencies, 0.5), Sample.Percentile(latencies, 0.99));
    }
}
