using System.Diagnostics;
using System.Globalization;

namespace Podium.TestKit.Processes;

/// <summary>
/// What is still to be done when this process ends in whatever way, `kill -9` included: end its servers, remove their folders. A shell waits for the
/// end of a pipe that only this process holds, and then does all of it at once.
/// </summary>
public static class LastWill
{
    // add 3 kill -TERM 1234      drop 3
    private const string Executor = """
        trap '' INT TERM HUP
        ids=
        while read -r verb id command; do
          if [ "$verb" = add ]; then
            eval "will_$id=\$command"
            ids="$ids $id"
          else
            unset "will_$id"
          fi
        done
        for id in $ids; do
          eval "command=\${will_$id:-}"
          [ -z "$command" ] || sh -c "$command" &
        done
        wait
        """;

    // Away from this process's group, which may be killed as a whole.
    private const string Away = "/usr/bin/setsid";

    private static readonly Lazy<Process> _executor = new(Start);
    private static int _last;

    /// <summary>A command of the shell, on one line. Disposing takes it back: it has been done already.</summary>
    public static IDisposable Add(string command)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        if (command.Contains('\n', StringComparison.Ordinal))
        {
            throw new ArgumentException("A will is one line.", nameof(command));
        }

        var id = Interlocked.Increment(ref _last);
        Write(string.Create(CultureInfo.InvariantCulture, $"add {id} {command}"));
        return new Entry(id);
    }

    private static void Write(string line)
    {
        lock (_executor)
        {
            _executor.Value.StandardInput.WriteLine(line);
        }
    }

    private static Process Start()
    {
        var start = File.Exists(Away) ? new ProcessStartInfo(Away, ["sh", "-c", Executor]) : new ProcessStartInfo("sh", ["-c", Executor]);
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        var executor = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        executor.StandardInput.AutoFlush = true;
        return executor;
    }

    private sealed class Entry(int id) : IDisposable
    {
        private int _dropped;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _dropped, 1) == 0)
            {
                Write(string.Create(CultureInfo.InvariantCulture, $"drop {id}"));
            }
        }
    }
}
