using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.Benchmarks.Measure;

/// <summary>Debian's <c>wrk</c>: a closed loop of connections that post one body again and again.</summary>
internal static partial class Wrk
{
    /// <returns>Finished requests per second; throws when any request failed.</returns>
    public static async Task<double> RequestsPerSecondAsync(HttpRequestMessage like, int connections, TimeSpan duration)
    {
        var script = Path.Combine(Path.GetTempPath(), $"podium-{Guid.NewGuid():N}.lua");
        await File.WriteAllTextAsync(script, await ScriptAsync(like));
        try
        {
            var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{(int)duration.TotalSeconds}s", "--timeout", "30s", "-s", script, like.RequestUri!.ToString()])
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk is not installed.");
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (output.Contains("Non-2xx", StringComparison.Ordinal) || RateLine().Match(output) is not { Success: true } match)
            {
                throw new InvalidOperationException($"wrk: {output}");
            }

            return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<string> ScriptAsync(HttpRequestMessage like) => $"""
        wrk.method = "{like.Method}"
        wrk.headers["Content-Type"] = "application/json"
        wrk.body = [==[{(like.Content is null ? "" : await like.Content.ReadAsStringAsync())}]==]
        """;

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RateLine();
}
