using System.Diagnostics;
using Npgsql;
using Podium.Standalone.EmbeddedPostgres;
using Podium.TestKit;

namespace Podium.Standalone.Tests.EmbeddedPostgres;

public sealed class EmbeddedServerTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_folder_becomes_a_working_server_and_keeps_its_data()
    {
        var first = await _folder.StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept (name text); INSERT INTO kept VALUES ('ünïcode 🦊')");
        first.Stop();
        first.IsAlive.ShouldBeFalse();

        var second = await _folder.StartAsync();

        second.WasRunning.ShouldBeFalse();
        (await ScalarAsync(second, "SELECT name FROM kept")).ShouldBe("ünïcode 🦊");
        (await ScalarAsync(second, "SHOW server_encoding")).ShouldBe("UTF8");
    }

    [Fact]
    public async Task Only_its_own_account_can_reach_it_and_only_with_the_password()
    {
        var server = await _folder.StartAsync();

        File.GetUnixFileMode(Path.Combine(_folder.Path, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(_folder.Path, "socket")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await ScalarAsync(server, "SHOW listen_addresses")).ShouldBe("");
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        (await Should.ThrowAsync<PostgresException>(() => new NpgsqlConnection(guess.ConnectionString).OpenAsync())).SqlState.ShouldBe("28P01");
    }

    [Fact]
    public async Task A_server_that_outlived_its_podium_is_taken_over_with_its_data()
    {
        var killed = await _folder.StartAsync();
        await ExecuteAsync(killed, "CREATE TABLE kept (id int)");
        var process = Postmaster();
        killed.AbandonForTests();

        var next = await _folder.StartAsync();

        next.WasRunning.ShouldBeTrue();
        Postmaster().ShouldBe(process);
        (await ScalarAsync(next, "SELECT count(*) FROM kept")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_server_that_was_killed_too_recovers()
    {
        var killed = await _folder.StartAsync();
        await ExecuteAsync(killed, "CREATE TABLE kept (id int)");
        KillPostmaster();
        await Eventually.IsTrueAsync(() => !killed.IsAlive);
        killed.AbandonForTests();

        var next = await _folder.StartAsync();

        next.WasRunning.ShouldBeFalse();
        (await ScalarAsync(next, "SELECT count(*) FROM kept")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_process_id_that_now_belongs_to_another_program_does_not_keep_it_from_starting()
    {
        (await _folder.StartAsync()).Stop();
        using var stranger = Stranger();
        File.WriteAllLines(PidFile, [$"{stranger.Id}", _folder.Data, "1767268800", "5432", "", "", "  1234567    360448", "ready"]);

        var server = await _folder.StartAsync();

        server.IsAlive.ShouldBeTrue();
        stranger.HasExited.ShouldBeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task A_stale_or_torn_process_file_does_not_keep_it_from_starting()
    {
        (await _folder.StartAsync()).Stop();
        File.WriteAllText(PidFile, "4194999\n");

        (await _folder.StartAsync()).IsAlive.ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_podium_is_refused_by_name_and_harms_nothing()
    {
        var first = await _folder.StartAsync();

        var refused = Should.Throw<EmbeddedPostgresException>(() => _folder.Open());

        refused.Message.ShouldContain($"process {Environment.ProcessId}");
        refused.Message.ShouldContain("PODIUM_DATA");
        (await ScalarAsync(first, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_data_folder_of_another_major_version_is_refused_naming_both()
    {
        (await _folder.StartAsync()).Stop();
        File.WriteAllText(Path.Combine(_folder.Data, "PG_VERSION"), "9\n");

        var refused = Should.Throw<EmbeddedPostgresException>(() => _folder.Open());

        refused.Message.ShouldContain("PostgreSQL 9");
        refused.Message.ShouldContain($"PostgreSQL {string.Join(", ", DataFolder.Installed.Select(p => p.Major).Distinct())}");
        refused.Message.ShouldContain("PODIUM_POSTGRES_BIN");
    }

    [Fact]
    public async Task Where_several_versions_are_installed_the_one_that_wrote_the_data_is_used()
    {
        var majors = DataFolder.Installed.DistinctBy(p => p.Major).ToList();
        foreach (var programs in majors)
        {
            using var folder = new DataFolder();
            (await folder.StartAsync([programs])).Stop();

            (await folder.StartAsync([.. majors.Where(p => p != programs), programs])).Major.ShouldBe(programs.Major);
        }
    }

    [Fact]
    public async Task A_start_that_was_cut_off_while_preparing_is_repeated()
    {
        Directory.CreateDirectory(_folder.Data + ".new");
        File.WriteAllText(Path.Combine(_folder.Data + ".new", "half"), "");
        File.WriteAllText(Path.Combine(_folder.Path, "password.new"), "half");

        (await _folder.StartAsync()).IsAlive.ShouldBeTrue();

        File.Exists(Path.Combine(_folder.Path, "password.new")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gives_a_loopback_port_that_is_kept()
    {
        using var deep = new DataFolder(Directory.CreateDirectory(Path.Combine(_folder.Path, new string('d', 90))).FullName);
        var first = await deep.StartAsync();
        first.Address.SocketFolder.ShouldBeNull();
        (await ScalarAsync(first, "SHOW listen_addresses")).ShouldBe("127.0.0.1");
        first.Stop();

        var second = await deep.StartAsync();

        second.Address.ShouldBe(first.Address);
        (await ScalarAsync(second, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_below_one_that_only_the_user_can_enter_works()
    {
        var closed = Directory.CreateDirectory(Path.Combine(_folder.Path, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var inside = new DataFolder(closed.FullName);

        (await ScalarAsync(await inside.StartAsync(), "SELECT 1")).ShouldBe(1);
    }

    /// <summary>As where a clone below /root holds the server that npm brought.</summary>
    [Fact]
    public void Programs_below_a_folder_that_only_the_user_can_enter_are_found_by_each_other()
    {
        var closed = Directory.CreateDirectory(Path.Combine(_folder.Path, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var program = Path.Combine(closed.FullName, "program");
        File.Copy("/usr/bin/true", program);

        ServerAccount.For(_folder.Data).Run("/usr/bin/test", ["-x", program], [program], TimeSpan.FromSeconds(10)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task What_postgres_says_when_it_cannot_start_is_in_the_message()
    {
        (await _folder.StartAsync()).Stop();
        File.AppendAllText(Path.Combine(_folder.Data, "postgresql.conf"), "shared_buffers = 'plenty'\n");

        var failed = await Should.ThrowAsync<EmbeddedPostgresException>(() => _folder.StartAsync());

        failed.Message.ShouldContain("shared_buffers");
    }

    [Fact]
    public async Task It_never_runs_as_root_and_has_a_session_of_its_own()
    {
        await _folder.StartAsync();

        // pid (comm) state ppid pgrp session ...
        var fields = File.ReadAllText($"/proc/{Postmaster()}/stat").Split(") ")[1].Split(' ');
        int.Parse(fields[3]).ShouldNotBe(Session("self"));
        File.ReadLines($"/proc/{Postmaster()}/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1].ShouldNotBe("0");
    }

    private string PidFile => Path.Combine(_folder.Data, "postmaster.pid");

    private int Postmaster() => PostmasterFile.Read(_folder.Data)!.ProcessId;

    private static int Session(string process) => int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[3]);

    private void KillPostmaster() => Process.GetProcessById(Postmaster()).Kill();

    private static Process Stranger() => Process.Start("sleep", "60");

    private static async Task ExecuteAsync(EmbeddedServer server, string sql) => await ScalarAsync(server, sql);

    private static async Task<object?> ScalarAsync(EmbeddedServer server, string sql)
    {
        var once = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(once.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
