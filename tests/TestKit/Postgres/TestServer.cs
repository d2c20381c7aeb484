using Npgsql;

namespace Podium.TestKit.Postgres;

/// <summary>
/// The one PostgreSQL server of a test process: a copy of a cached, freshly initialised data folder, without durability, on a private
/// unix socket. It is stopped when the process ends; what a killed process left behind is stopped by the next one.
/// </summary>
internal sealed class TestServer
{
    private static readonly string Root = Path.Combine("/tmp", $"podium-tests-{Environment.UserName}");

    private readonly string _folder;

    private TestServer(string folder) => _folder = folder;

    private string Data => Path.Combine(_folder, "data");

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder,
            Username = "podium",
            Database = database,
            Timeout = 15,
            CommandTimeout = 60,
            MaxPoolSize = 50,
        }.ConnectionString;

    public static async Task<TestServer> StartAsync()
    {
        Directory.CreateDirectory(Root);
        var programs = ServerPrograms.Find();
        using (await FileLock.AcquireAsync(Path.Combine(Root, "lock"), TimeSpan.FromMinutes(2)))
        {
            StopLeftovers(programs);
            programs.EnsureTemplate(Root);
        }

        var server = new TestServer(Path.Combine(Root, Environment.ProcessId.ToString()));
        server.Start(programs);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop(programs);
        await server.WaitUntilReadyAsync();
        return server;
    }

    private void Start(ServerPrograms programs)
    {
        programs.CopyTemplate(Root, _folder);
        programs.Run("pg_ctl", "start", "-W", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -c listen_addresses=''");
    }

    private async Task WaitUntilReadyAsync()
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false };
        try
        {
            await Eventually.SucceedsAsync(
                async () =>
                {
                    await using var connection = new NpgsqlConnection(builder.ConnectionString);
                    await connection.OpenAsync();
                },
                TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException("PostgreSQL did not start:\n" + await File.ReadAllTextAsync(Path.Combine(_folder, "log")), e);
        }
    }

    private void Stop(ServerPrograms programs)
    {
        programs.Run("pg_ctl", "stop", "-W", "-m", "immediate", "-D", Data);
        Directory.Delete(_folder, recursive: true);
    }

    private static void StopLeftovers(ServerPrograms programs)
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(folder), out var owner) && !Directory.Exists($"/proc/{owner}"))
            {
                if (File.Exists(Path.Combine(folder, "data", "postmaster.pid")))
                {
                    programs.TryRun("pg_ctl", "stop", "-m", "immediate", "-D", Path.Combine(folder, "data"));
                }

                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
