using Podium.Standalone.EmbeddedPostgres;
using Podium.TestKit;
using Podium.TestKit.Http;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>What happens when the process, or the database below it, is killed or stopped.</summary>
public sealed class SuddenDeathTests : IAsyncLifetime
{
    private readonly StandaloneShape _podium = new();

    public Task InitializeAsync() => _podium.InitializeAsync();

    public Task DisposeAsync() => _podium.DisposeAsync();

    [Fact]
    public async Task Kill_9_in_the_middle_of_a_generation_loses_no_token_that_anyone_saw()
    {
        var seen = await Requests.WatchAsync(_podium.Client, Requests.Stream("openai", "fake-itl4-n2000"), tokens: 80);
        await _podium.Process.KillAsync();

        using var again = await _podium.RestartAsync();

        var replay = await EventStream.ReadAllAsync(again, Requests.Resume(seen.GenerationId(), 0), TimeSpan.FromSeconds(60));
        replay.Take(seen.Count).ShouldBe(seen);
        replay[^1].Type.ShouldBe("done");
        var generation = await again.GetJsonAsync($"/api/generate/{seen.GenerationId()}");
        generation.GetProperty("state").GetString().ShouldBe("interrupted");
    }

    [Fact]
    public async Task Ctrl_c_stops_everything_and_the_database_last()
    {
        var data = Path.Combine(_podium.DataPath, "postgres", "data");
        PostmasterFile.Read(data)!.IsAliveFor(data).ShouldBeTrue();

        (await _podium.Process.InterruptAsync()).ShouldBe(0);

        PostmasterFile.Read(data).ShouldBeNull();
        _podium.Process.Output.ShouldNotContain("fail:");
        _podium.Process.Output.ShouldNotContain("crit:");
    }

    [Fact]
    public async Task A_database_that_is_killed_takes_the_process_down_by_name_and_the_next_start_recovers()
    {
        var data = Path.Combine(_podium.DataPath, "postgres", "data");
        System.Diagnostics.Process.GetProcessById(PostmasterFile.Read(data)!.ProcessId).Kill();

        await Eventually.IsTrueAsync(() => _podium.Process.HasExited, TimeSpan.FromSeconds(40));

        _podium.Process.ExitCode.ShouldBe(1);
        _podium.Process.Output.ShouldContain("postgres: PostgreSQL");
        using var again = await _podium.RestartAsync();
        (await again.GetAsync("/health")).IsSuccessStatusCode.ShouldBeTrue();
    }
}
