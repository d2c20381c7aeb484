using System.Diagnostics;
using System.Globalization;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>A process under measurement: its address, its CPU time and memory from /proc, and its end. It does not outlive a killed benchmark.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly IDisposable _will;

    private Child(Process process)
    {
        _process = process;
        _will = LastWill.Add($"kill -TERM {process.Id} 2>/dev/null");
    }

    public Uri Address { get; private set; } = null!;

    public int Id => _process.Id;

    public static async Task<Child> PeerAsync(string name, Uri? target = null)
    {
        var process = Start("dotnet", [typeof(Child).Assembly.Location, "peer", name, target?.ToString() ?? ""], new Dictionary<string, string>());
        var child = new Child(process);
        var line = await Drain(process).WaitAsync(TimeSpan.FromSeconds(90))
            ?? throw new InvalidOperationException($"The peer {name} ended; set BENCHMARK_LOG=file to see why.");
        child.Address = new Uri(line);
        return child;
    }

    /// <summary>Starts a built host and waits until <paramref name="readyPath"/> answers 2xx.</summary>
    public static async Task<(Child Host, TimeSpan ToReady)> HostAsync(
        IReadOnlyList<string> command, Uri address, IReadOnlyDictionary<string, string> environment, string readyPath = "/health", string? workingDirectory = null)
    {
        var process = Start("dotnet", command, environment, workingDirectory);
        var child = new Child(process) { Address = address };
        _ = Drain(process);
        var took = await Ready.WaitAsync(new Uri(address, readyPath), process, TimeSpan.FromSeconds(60));
        return (child, took);
    }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu() => CpuOf(Id);

    /// <summary>Resident set in MiB.</summary>
    public double ResidentMiB() =>
        long.Parse(File.ReadAllText($"/proc/{Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1048576.0;

    public static TimeSpan CpuOf(int pid)
    {
        // 1234 (name with spaces) S ppid ... utime stime: fields 14 and 15, counted after the closing bracket.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _will.Dispose();
        _process.Dispose();
    }

    private static Process Start(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingDirectory ?? "" };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
    }

    /// <returns>The first line of the output, or null when it ended without any.</returns>
    private static Task<string?> Drain(Process process)
    {
        var first = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = Environment.GetEnvironmentVariable("BENCHMARK_LOG") is { Length: > 0 } path
            ? new StreamWriter($"{path}.{process.Id}") { AutoFlush = true }
            : StreamWriter.Null;
        process.OutputDataReceived += (_, line) =>
        {
            first.TrySetResult(line.Data);
            Keep(log, line.Data);
        };
        process.ErrorDataReceived += (_, line) => Keep(log, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return first.Task;
    }

    private static void Keep(StreamWriter log, string? line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }
}
