using Npgsql;
using Podium.TestKit.Postgres;

namespace Podium.Standalone.Tests.Fixtures;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Every_database_is_fresh_and_its_own()
    {
        var first = await postgres.CreateDatabaseAsync();
        var second = await postgres.CreateDatabaseAsync();

        await using var one = NpgsqlDataSource.Create(first);
        await using var two = NpgsqlDataSource.Create(second);
        await one.CreateCommand("CREATE TABLE things (name text)").ExecuteNonQueryAsync();

        (await two.CreateCommand("SELECT to_regclass('things')::text").ExecuteScalarAsync()).ShouldBe(DBNull.Value);
    }
}
