using Npgsql;
using Podium.Standalone.EmbeddedPostgres;
using Podium.TestKit.Processes;

namespace Podium.TestKit.Postgres;

/// <summary>
/// The one PostgreSQL server of a test process: a copy of a cached, freshly initialised data folder, without durability, on a private
/// unix socket. It is stopped when the process ends, however that happens.
/// </summary>
internal sealed class TestServer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string Root = Path.Combine("/tmp", $"podium-tests-{Environment.UserName}");

    private readonly string _folder = Path.Combine(Root, Environment.ProcessId.ToString());
    private readonly ServerPrograms _programs;
    private readonly ServerAccount _account = ServerAccount.For(Root + "/none");

    private TestServer(ServerPrograms programs) => _programs = programs;

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
        var server = new TestServer(InstalledPostgres.Preferred);
        using (await FileLock.AcquireAsync(Path.Combine(Root, "lock"), TimeSpan.FromMinutes(2)))
        {
            server.StopLeftovers();
            server.CopyTemplate();
        }

        server.Run("pg_ctl", "start", "-W", "-D", server.Data, "-l", Path.Combine(server._folder, "log"), "-o", $"-k {server._folder} -c listen_addresses=''");
        var will = LastWill.Add(server.StopAndRemove());
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Stop(server._folder);
            will.Dispose();
        };
        await server.WaitUntilReadyAsync();
        return server;
    }

    // The signal is that of an immediate stop, which any account that may end the server may send; pg_ctl would have to be its own.
    private string StopAndRemove() =>
        $"kill -QUIT $(head -1 {Data}/postmaster.pid) && while [ -e {Data}/postmaster.pid ]; do sleep 0.1; done; rm -rf {_folder}";

    private string Data => Path.Combine(_folder, "data");

    private void CopyTemplate()
    {
        var template = Path.Combine(Root, $"template-{_programs.Major}");
        if (!Directory.Exists(template))
        {
            Initialise(template);
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Expect(ServerCommand.Run("/bin/cp", ["-a", template, _folder], Limit));
    }

    private void Initialise(string template)
    {
        var building = template + ".new";
        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }

        Directory.CreateDirectory(building);
        _account.Own(building);
        var data = Path.Combine(building, "data");
        Run("initdb", "-D", data, "-U", "podium", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        File.AppendAllLines(Path.Combine(data, "postgresql.conf"), [
            "fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 500", "shared_buffers = 64MB",
            "max_wal_size = 2GB", "autovacuum_naptime = 10min", "log_min_messages = warning",
        ]);
        Directory.Move(building, template);
    }

    private async Task WaitUntilReadyAsync()
    {
        var once = new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false };
        try
        {
            await Eventually.SucceedsAsync(
                async () =>
                {
                    await using var connection = new NpgsqlConnection(once.ConnectionString);
                    await connection.OpenAsync();
                },
                Limit);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException("PostgreSQL did not start:\n" + await File.ReadAllTextAsync(Path.Combine(_folder, "log")), e);
        }
    }

    private void StopLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(folder), out var owner) && !Directory.Exists($"/proc/{owner}"))
            {
                Stop(folder);
            }
        }
    }

    private void Stop(string folder)
    {
        var data = Path.Combine(folder, "data");
        if (File.Exists(Path.Combine(data, "postmaster.pid")))
        {
            _account.Run(_programs.Path("pg_ctl"), ["stop", "-m", "immediate", "-t", "10", "-D", data], [data, _programs.Bin], Limit);
        }

        // Its own last will may be removing it at the same time, which rm bears.
        Expect(ServerCommand.Run("/bin/rm", ["-rf", folder], Limit));
    }

    private void Run(string program, params string[] arguments) =>
        Expect(_account.Run(_programs.Path(program), arguments, [Data, _programs.Bin], Limit));

    private static void Expect(ServerCommand.Result result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.Output);
        }
    }
}
