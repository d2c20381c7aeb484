using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Podium.TestKit.Processes;

/// <summary>A program under test in a process of its own, with its output, its signals and a sure end.</summary>
public sealed class ProcessHost : IAsyncDisposable
{
    private const int Sigint = 2;
    private const int Sigterm = 15;
    private const int KeptLines = 5000;

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private ProcessHost(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and error so far, in order of arrival; the newest 5,000 lines.</summary>
    public IReadOnlyCollection<string> Lines => [.. _lines];

    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program with exactly the given settings added to a clean environment (PATH, HOME and the .NET variables stay).</summary>
    public static ProcessHost Start(
        string path, IEnumerable<string>? arguments = null, IEnumerable<KeyValuePair<string, string?>>? environment = null, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(path, arguments ?? [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => !IsKept(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new ProcessHost(start);
    }

    /// <summary>Starts the executable that the build made of a project, in the configuration the tests were built in.</summary>
    public static ProcessHost StartProject(string project, IEnumerable<KeyValuePair<string, string?>> environment, IEnumerable<string>? arguments = null)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Start(Repository.PathTo("artifacts", "bin", project, configuration, project), arguments, environment);
    }

    /// <summary>The first line, from the start on, for which <paramref name="select"/> returns something.</summary>
    public async Task<string> LineAsync(Func<string, string?> select, TimeSpan? limit = null)
    {
        string? found = null;
        await Eventually.IsTrueAsync(
            () =>
            {
                found = Lines.Select(select).FirstOrDefault(line => line is not null);
                return found is not null || (HasExited ? throw new InvalidOperationException($"The program ended with {ExitCode}:\n{Output}") : false);
            },
            limit ?? TimeSpan.FromSeconds(60),
            $"the line did not appear in:\n{Output}");
        return found!;
    }

    /// <summary>Waits until GET answers 200.</summary>
    public async Task UntilHealthyAsync(Uri address, TimeSpan? limit = null)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    if (HasExited)
                    {
                        throw new InvalidOperationException($"The program ended with {ExitCode}:\n{Output}");
                    }

                    return await AnswersAsync(client, address);
                },
                limit ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{address} is not healthy. The program's output:\n{Output}", e);
        }
    }

    /// <summary>SIGKILL, to this process alone: its children live on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public Task<int> StopAsync(TimeSpan? limit = null) => SignalAsync(Sigterm, limit);

    /// <summary>SIGINT, as Ctrl+C sends it, and its exit code.</summary>
    public Task<int> InterruptAsync(TimeSpan? limit = null) => SignalAsync(Sigint, limit);

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (!HasExited)
        {
            try
            {
                await StopAsync();
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
    }

    private async Task<int> SignalAsync(int signal, TimeSpan? limit)
    {
        if (Native.kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        await _process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(40));
        return _process.ExitCode;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address)
    {
        try
        {
            using var response = await client.GetAsync(address);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static bool IsKept(string name) =>
        name is "PATH" or "HOME" or "LANG" or "TMPDIR" or "USER" or "PODIUM_POSTGRES_BIN" || name.StartsWith("DOTNET_", StringComparison.Ordinal);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
            while (_lines.Count > KeptLines)
            {
                _lines.TryDequeue(out _);
            }
        }
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    private static class Native
    {
#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code for one call
        [DllImport("libc", SetLastError = true)]
        internal static extern int kill(int process, int signal);
#pragma warning restore SYSLIB1054
    }
}
