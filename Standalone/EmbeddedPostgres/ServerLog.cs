using System.Text;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>PostgreSQL's log file, kept small.</summary>
internal sealed class ServerLog(string path, long limitBytes = ServerLog.DefaultLimitBytes)
{
    public const long DefaultLimitBytes = 4 * 1024 * 1024;

    private const int TailBytes = 4000;

    /// <summary>Keeps the newest half in a second file and empties the first. The server appends, so it goes on at the new end by itself.</summary>
    public void Trim()
    {
        if (!File.Exists(path) || new FileInfo(path).Length <= limitBytes)
        {
            return;
        }

        File.WriteAllText(path + ".1", Tail((int)(limitBytes / 2)));
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(0);
    }

    /// <summary>The last lines, for a message about a failure.</summary>
    public string Tail(int bytes = TailBytes)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(stream.Length, bytes), SeekOrigin.End);
        var buffer = new byte[bytes];
        return Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, bytes, throwOnEndOfStream: false)).Trim();
    }
}
