using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>promptfoo as its users run it, on the Node.js that it needs. `benchmarks/run` installs both; where they cannot be had, it is not measured.</summary>
internal static class Promptfoo
{
    private static readonly string Modules = Repository.PathTo("artifacts", "benchmarks", "promptfoo", "node_modules");
    private static readonly string Program = Path.Combine(Modules, "promptfoo", "dist", "src", "entrypoint.js");
    private static readonly string Node = Path.Combine(Modules, $"node-linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "bin", "node");

    public static bool IsInstalled => File.Exists(Program) && File.Exists(Node);

    /// <summary>One evaluation, from the start of the process to its end; every assertion must hold.</summary>
    public static async Task<PromptfooRun> RunAsync(string config, int concurrency, int results)
    {
        var folder = DataFolder.Create();
        var (file, output) = (Path.Combine(folder, "promptfooconfig.json"), Path.Combine(folder, "results.json"));
        await File.WriteAllTextAsync(file, config);
        var start = new ProcessStartInfo(Node, [Program, "eval", "-c", file, "-o", output, "-j", $"{concurrency}", "--no-cache", "--no-progress-bar", "--no-table"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["PROMPTFOO_CONFIG_DIR"] = folder,
                ["PROMPTFOO_DISABLE_TELEMETRY"] = "1",
                ["PROMPTFOO_DISABLE_UPDATE"] = "1",
                ["PROMPTFOO_DISABLE_REMOTE_GENERATION"] = "true",
                ["NODE_NO_WARNINGS"] = "1",
            },
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        using var will = LastWill.Add($"kill -TERM {process.Id} 2>/dev/null");
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (cpu, peak) = (TimeSpan.Zero, 0.0);
        while (!process.HasExited)
        {
            // What a process used is gone with it, so it is read until it goes: a few milliseconds are missed at most.
            cpu = Max(cpu, ProcessTree.CpuOf(process.Id));
            peak = Math.Max(peak, ProcessTree.PeakMiB(process.Id));
            await Task.Delay(20);
        }

        var took = Stopwatch.GetElapsedTime(started);
        var passed = File.Exists(output) ? Passed(await File.ReadAllBytesAsync(output)) : 0;
        return passed == results
            ? new PromptfooRun(took, cpu, peak)
            : throw new InvalidOperationException($"promptfoo ended with {process.ExitCode} and {passed} of {results} results passed: {string.Concat(await said)}");
    }

    private static int Passed(byte[] results)
    {
        using var document = JsonDocument.Parse(results);
        return document.RootElement.GetProperty("results").GetProperty("stats").GetProperty("successes").GetInt32();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

internal sealed record PromptfooRun(TimeSpan Took, TimeSpan Cpu, double PeakMiB);
