using System.Globalization;
using System.Runtime.InteropServices;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>
/// The account PostgreSQL runs as. It refuses root, so a root Podium hands it to another account with <c>setpriv</c>; everyone else runs it as themselves.
/// </summary>
/// <param name="Id">Null: the account of this process.</param>
internal sealed record ServerAccount(uint? Id, uint Group, string Name)
{
    private const string SetPriv = "/usr/bin/setpriv";
    private const int DacOverride = 1;
    private const int DacReadSearch = 2;

    /// <summary>The owner of <paramref name="folder"/> where it exists; for a new folder PostgreSQL's own account, else nobody.</summary>
    public static ServerAccount For(string folder)
    {
        if (Environment.UserName != "root")
        {
            return new ServerAccount(null, 0, Environment.UserName);
        }

        if (!File.Exists(SetPriv))
        {
            throw new EmbeddedPostgresException("PostgreSQL does not run as root, and setpriv (util-linux) is missing. Start Podium as an ordinary user.");
        }

        return (Directory.Exists(folder) ? OwnerOf(folder) : null) ?? Named("postgres") ?? Named("nobody")
            ?? throw new EmbeddedPostgresException("PostgreSQL does not run as root, and there is neither an account postgres nor nobody. Start Podium as an ordinary user.");
    }

    /// <summary>Makes <paramref name="path"/> this account's own.</summary>
    public void Own(string path)
    {
        if (Id is { } id && Native.chown(path, id, Group) != 0)
        {
            throw new EmbeddedPostgresException($"{path} cannot be given to the account {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Runs a program as this account, able to enter each of <paramref name="folders"/>.</summary>
    public ServerCommand.Result Run(string program, IEnumerable<string> arguments, IEnumerable<string> folders, TimeSpan limit, string? input = null) =>
        Id is { } id
            ? ServerCommand.Run(SetPriv, [$"--reuid={id}", $"--regid={Group}", "--clear-groups", .. Capabilities(folders), program, .. arguments], limit, input)
            : ServerCommand.Run(program, arguments, limit, input);

    /// <summary>
    /// A clone below /root cannot be entered by another account. PostgreSQL then keeps the one capability of root that opens folders.
    /// </summary>
    private string[] Capabilities(IEnumerable<string> folders)
    {
        if (folders.Select(ClosedParent).FirstOrDefault(closed => closed is not null) is not { } parent)
        {
            return [];
        }

        var name = HasCapability(DacReadSearch) ? "dac_read_search" : HasCapability(DacOverride) ? "dac_override"
            : throw new EmbeddedPostgresException($"The account {Name}, which PostgreSQL runs as, cannot enter {parent}. Set PODIUM_DATA to a folder it can enter, or start Podium as an ordinary user.");

        // access(2), by which initdb looks for its own programs, would ignore the capability without the secure bit.
        return [$"--inh-caps=+{name}", $"--ambient-caps=+{name}", "--securebits=+no_setuid_fixup"];
    }

    private static string? ClosedParent(string folder)
    {
        for (var parent = Path.GetDirectoryName(Path.GetFullPath(folder)); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Directory.Exists(parent) && !File.GetUnixFileMode(parent).HasFlag(UnixFileMode.OtherExecute))
            {
                return parent;
            }
        }

        return null;
    }

    // CapEff:	000001ffffffffff
    private static bool HasCapability(int bit)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan("CapEff:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> bit & 1) == 1;
    }

    private static ServerAccount? OwnerOf(string folder)
    {
        var owner = ServerCommand.Run("/usr/bin/stat", ["-c", "%u %g %U", folder], TimeSpan.FromSeconds(5)).Output.Split(' ');
        var id = uint.Parse(owner[0], CultureInfo.InvariantCulture);
        return id == 0 ? null : new ServerAccount(id, uint.Parse(owner[1], CultureInfo.InvariantCulture), owner[2]);
    }

    // postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
    private static ServerAccount? Named(string name)
    {
        var fields = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(line => line[0] == name && line.Length > 3);
        return fields is null ? null : new ServerAccount(uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture), name);
    }

    private static class Native
    {
#pragma warning disable SYSLIB1054, CA2101 // LibraryImport would need unsafe code for one call; the path is UTF-8 on every Unix
        [DllImport("libc", SetLastError = true)]
        internal static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
#pragma warning restore SYSLIB1054, CA2101
    }
}
