using Podium.Standalone.EmbeddedPostgres;

namespace Podium.TestKit.Postgres;

/// <summary>The PostgreSQL servers of this machine, found as Podium itself finds them.</summary>
internal static class InstalledPostgres
{
    public static IReadOnlyList<ServerPrograms> All { get; } =
        [.. ServerPrograms.FindAll(Environment.GetEnvironmentVariable("PODIUM_POSTGRES_BIN"), Repository.PathTo("Standalone", "postgres"))];

    public static ServerPrograms Preferred => All.Count > 0 ? All[0]
        : throw new InvalidOperationException("The tests need PostgreSQL: run ./test once, or set PODIUM_POSTGRES_BIN to a folder with postgres, initdb and pg_ctl.");
}
