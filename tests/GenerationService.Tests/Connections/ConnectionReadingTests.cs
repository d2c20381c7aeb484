using Dapper;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>What a completion by a connection costs before it is sent, seen while the connections' table lets nobody read it.</summary>
public sealed class ConnectionReadingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Waiting = "from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%generation.connections%'";

    private Garage _garage = null!;
    private NpgsqlConnection _holder = null!;
    private NpgsqlConnection _database = null!;

    public async Task InitializeAsync()
    {
        _garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        var database = _garage.Host.Services.GetRequiredKeyedService<NpgsqlDataSource>("generation");
        _holder = await database.OpenConnectionAsync();

        // Another one: inside a transaction the server's activity stands still.
        _database = await database.OpenConnectionAsync();
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _holder.DisposeAsync();
        await _garage.DisposeAsync();
    }

    [Fact]
    public async Task Reading_the_connection_is_part_of_the_wait_before_sending()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        await using var held = await HoldAsync();
        var completion = _garage.CompleteAsync(Garage.Ask(id, "fake-n5"));
        await Eventually.IsTrueAsync(async () => await WaitingAsync() > 0);

        await Task.Delay(400);
        await held.CommitAsync();

        (await completion)[^1].Finished.Timings.QueuedUs.ShouldBeGreaterThanOrEqualTo(400_000);
    }

    [Fact]
    public async Task Completions_that_come_together_read_their_connection_together()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        var request = Garage.Ask(id, "fake-n5");
        request.Unlimited = true;
        await using var held = await HoldAsync();
        var completions = Enumerable.Range(0, 32).Select(_ => _garage.CompleteAsync(request)).ToList();
        await Eventually.IsTrueAsync(async () => await WaitingAsync() > 0);
        await Task.Delay(1_000);

        // What is read counts for a quarter of a second, in which all of them come unless this machine is very busy.
        (await WaitingAsync()).ShouldBeInRange(1, 6);
        await held.CommitAsync();

        (await Task.WhenAll(completions)).ShouldAllBe(events => events.Last().Finished.Finish == "stop");
    }

    [Fact]
    public async Task A_reading_that_failed_is_done_again_and_one_that_its_caller_left_goes_on()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        using var leave = new CancellationTokenSource();
        await using var held = await HoldAsync();
        var left = _garage.CompleteAsync(Garage.Ask(id, "fake-n5"), leave.Token);
        var stays = _garage.CompleteAsync(Garage.Ask(id, "fake-n5"));
        await Eventually.IsTrueAsync(async () => await WaitingAsync() > 0);

        await leave.CancelAsync();
        await Should.ThrowAsync<Exception>(() => left);
        stays.IsCompleted.ShouldBeFalse();
        await _database.ExecuteAsync($"select pg_cancel_backend(pid) {Waiting}");
        await Should.ThrowAsync<RpcException>(() => stays);
        await held.CommitAsync();

        (await _garage.CompleteAsync(Garage.Ask(id, "fake-n5")))[^1].Finished.Finish.ShouldBe("stop");
    }

    private async Task<NpgsqlTransaction> HoldAsync()
    {
        var held = await _holder.BeginTransactionAsync();
        await _holder.ExecuteAsync("lock table generation.connections in access exclusive mode", transaction: held);
        return held;
    }

    private Task<int> WaitingAsync() => _database.ExecuteScalarAsync<int>($"select count(*)::int {Waiting}");
}
