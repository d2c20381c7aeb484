using System.Net.Http.Json;
using System.Text.Json;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 5: the TTFT that Podium reports against what the mock really did, joined by request id, with a role-only first chunk as a trap and with the database and
/// viewers at work.
/// </summary>
internal static class MeasurementTruth
{
    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("truth");
        await using var mock = await Child.PeerAsync("mock");
        await using var podium = await Product.StandaloneAsync(mock.Address);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1024 });
        await ErrorsAsync(client, mock, podium, 32, "warm");

        foreach (var (streams, p50, p99) in new[] { (1, 1.0, 5.0), (32, 1.0, 5.0), (256, 4.0, double.PositiveInfinity) }.Where(c => part is null || part == $"{c.Item1}"))
        {
            report.Title($"{streams} streams at once: reported TTFT minus truth");
            List<double> median = [], tail = [];
            for (var round = 0; round < 5; round++)
            {
                var errors = await ErrorsAsync(client, mock, podium, streams, $"s{streams}x{round}");
                median.Add(Sample.Percentile(errors, 0.5));
                tail.Add(Sample.Percentile(errors, 0.99));
            }

            report.Goal("error p50", "ms", median, p50);
            if (double.IsFinite(p99))
            {
                report.Goal("error p99", "ms", tail, p99);
            }
            else
            {
                report.Values("error p99", "ms", tail);
            }
        }

        return report.ExitCode;
    }

    private static async Task<double[]> ErrorsAsync(HttpClient client, Child mock, Child podium, int streams, string round)
    {
        var perStream = streams == 1 ? 24 : Math.Max(1, 128 / streams);
        var errors = await Task.WhenAll(Enumerable.Range(0, streams).Select(async stream =>
        {
            var found = new List<double>();
            for (var i = 0; i < perStream; i++)
            {
                var schedule = new MockSchedule(150 + (stream % 17), 10, 20, $"{round}y{stream}y{i}");
                using var message = Requests.Podium(podium.Address, schedule);
                using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
                await Requests.EnsureSuccessAsync(response);
                var reported = ReportedTtftMs(await response.Content.ReadAsStringAsync());
                var truth = await client.GetFromJsonAsync<MockTruth>(new Uri(mock.Address, $"/truth/{schedule.RequestId}"), JsonSerializerOptions.Web);
                var trueMs = (truth!.FirstTokenTicks - truth.ReceivedTicks) * 1000.0 / System.Diagnostics.Stopwatch.Frequency;
                found.Add(Math.Abs(reported - trueMs));
            }

            return found;
        }));
        return [.. errors.SelectMany(e => e)];
    }

    private static double ReportedTtftMs(string stream)
    {
        var line = stream.Split('\n').SkipWhile(l => l != "event: complete").Skip(1).First(l => l.StartsWith("data: ", StringComparison.Ordinal));
        using var complete = JsonDocument.Parse(line.AsMemory(6));
        return complete.RootElement.GetProperty("generation").GetProperty("timings").GetProperty("ttftMs").GetDouble();
    }
}
