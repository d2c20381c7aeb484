using System.Globalization;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>
/// What a running server writes into its data folder. Line 1 is the process id, line 8 the status:
/// <code>
/// 4242
/// /home/ann/podium/.podium/postgres/data
/// 1767268800
/// 5432
/// /home/ann/podium/.podium/postgres/socket
///
///   1234567    360448
/// ready
/// </code>
/// </summary>
internal sealed record PostmasterFile(int ProcessId, bool IsReady)
{
    // Beyond what any system gives out, so that PostgreSQL finds no such process and goes on to its own checks.
    private const int NoProcess = int.MaxValue - 1;

    public static PostmasterFile? Read(string data)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(data));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)
                ? new PostmasterFile(id, lines.Length > 7 && lines[7].Trim() == "ready")
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether the process is a server of this folder, and not one that was given the same number after a crash or a reboot.
    /// </summary>
    public bool IsAliveFor(string data)
    {
        // postgres\0-D\0/home/ann/podium/.podium/postgres/data\0
        var arguments = CommandLine();
        return arguments.Contains("postgres", StringComparison.Ordinal) && arguments.Contains(data, StringComparison.Ordinal);
    }

    /// <summary>
    /// A file whose process id now belongs to someone else would keep PostgreSQL from starting. Only the number is replaced: the rest of the
    /// file lets PostgreSQL see whether orphans of the old server still hold its memory.
    /// </summary>
    public static void DisownIn(string data)
    {
        var lines = File.ReadAllLines(PathIn(data));
        lines[0] = NoProcess.ToString(CultureInfo.InvariantCulture);
        File.WriteAllLines(PathIn(data), lines);
    }

    private string CommandLine()
    {
        if (!OperatingSystem.IsLinux())
        {
            return ServerCommand.Run("/bin/ps", ["-o", "command=", "-p", ProcessId.ToString(CultureInfo.InvariantCulture)], TimeSpan.FromSeconds(5)).Output;
        }

        try
        {
            return File.ReadAllText($"/proc/{ProcessId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string PathIn(string data) => Path.Combine(data, "postmaster.pid");
}
