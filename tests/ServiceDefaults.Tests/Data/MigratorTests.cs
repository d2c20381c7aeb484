using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Podium.ServiceDefaults.Data;
using Podium.TestKit.Postgres;

namespace Podium.ServiceDefaults.Tests.Data;

public class MigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static Migration Script(string name, string sql) => new(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));

    private static readonly Migration[] _two =
    [
        Script("0001_create_cars", "CREATE TABLE cars (id int PRIMARY KEY); INSERT INTO cars VALUES (1);"),
        Script("0002_add_name", "ALTER TABLE cars ADD COLUMN name text;"),
    ];

    private async Task<NpgsqlDataSource> OpenAsync(string? database = null)
        => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database ?? await postgres.CreateDatabaseAsync()) { SearchPath = "garage" }.ConnectionString);

    private static Migrator Create(NpgsqlDataSource dataSource) => new("garage", dataSource, NullLogger.Instance);

    [Fact]
    public async Task Scripts_run_once_in_order_in_the_modules_own_schema()
    {
        await using var dataSource = await OpenAsync();
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        await using var connection = await dataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM garage.cars WHERE name IS NULL")).ShouldBe(1);
        (await connection.QueryAsync<string>("SELECT name FROM garage.schema_migrations ORDER BY name")).ShouldBe(_two.Select(m => m.Name));
    }

    [Fact]
    public async Task Eight_replicas_starting_at_once_migrate_once()
    {
        var database = await postgres.CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var dataSource = await OpenAsync(database);
            await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        }));
        await using var connection = new NpgsqlConnection(database);
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM garage.cars")).ShouldBe(1);
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_start_with_nothing_to_migrate_waits_for_no_lock()
    {
        await using var dataSource = await OpenAsync();
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        await using var other = await dataSource.OpenConnectionAsync();
        await other.ExecuteAsync("SELECT pg_advisory_lock(hashtextextended('podium/garage', 0))");
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

        // Not left to the end of the connection: the other tests count locks.
        await other.ExecuteAsync("SELECT pg_advisory_unlock_all()");
    }

    [Fact]
    public async Task A_changed_script_refuses_to_start_and_names_itself()
    {
        await using var dataSource = await OpenAsync();
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        Migration[] changed = [_two[0], Script("0002_add_name", "ALTER TABLE cars ADD COLUMN title text;")];
        var e = await Should.ThrowAsync<InvalidOperationException>(() => Create(dataSource).MigrateAsync(changed, CancellationToken.None));
        e.Message.ShouldContain("0002_add_name");
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing_behind_and_runs_again_when_repaired()
    {
        await using var dataSource = await OpenAsync();
        Migration[] broken = [_two[0], Script("0002_add_name", "ALTER TABLE cars ADD COLUMN name text; SELECT 1/0;")];
        await Should.ThrowAsync<PostgresException>(() => Create(dataSource).MigrateAsync(broken, CancellationToken.None));
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
    }

    [Fact]
    public async Task A_newer_schema_is_tolerated()
    {
        await using var dataSource = await OpenAsync();
        await Create(dataSource).MigrateAsync(_two, CancellationToken.None);
        await Create(dataSource).MigrateAsync(_two[..1], CancellationToken.None);
    }

    [Fact]
    public async Task Each_migration_is_a_span()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "podium.servicedefaults",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity.OperationName);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var dataSource = await OpenAsync();
        Migration[] scripts = [Script("0001_create_spanned", "CREATE TABLE spanned (id int)")];
        await Create(dataSource).MigrateAsync(scripts, CancellationToken.None);
        spans.ShouldContain("migrate garage.0001_create_spanned");
    }

    [Fact]
    public async Task A_module_without_a_connection_string_says_which_one()
    {
        var e = await Should.ThrowAsync<InvalidOperationException>(() =>
            TestApp.StartAsync(configure: builder => builder.AddModuleDatabase("garage", "garagedb", typeof(MigratorTests).Assembly)));
        e.Message.ShouldContain("ConnectionStrings__garagedb");
    }

    [Fact]
    public async Task An_absent_server_is_waited_for_up_to_the_limit()
    {
        var started = Stopwatch.GetTimestamp();
        await Should.ThrowAsync<NpgsqlException>(() => TestApp.StartAsync(
            configure: builder => builder.AddModuleDatabase("garage", "garagedb", typeof(MigratorTests).Assembly),
            settings: [("ConnectionStrings:garagedb", "Host=127.0.0.1;Port=1;Username=x;Database=x"), ("Database:StartupTimeoutSeconds", "1")]));
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }
}
