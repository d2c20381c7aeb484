using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Items;
using Podium.EvalService.Tests.Runs;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

/// <summary>Whoever looks at a stage once a second may still look when it is over.</summary>
public sealed class StageRunTests(PostgresFixture postgres) : LoadTest(postgres)
{
    private static readonly LoadStage _stage = new(1, 1, IsExponential: false, 0.2);

    private static readonly LoadPlan _plan = new() { Arrivals = ArrivalProcess.Constant, Levels = [1], Seconds = 0.2, GraceSeconds = 1 };

    [Fact]
    public async Task A_look_at_a_stage_that_has_ended_changes_nothing()
    {
        using var end = new CancellationTokenSource();
        using var slots = new SemaphoreSlim(4);
        using var run = Create(_plan, slots, end.Token, out var calls);
        using (calls)
        {
            await run.RunAsync();
            var mark = run.Mark;
            mark.EndedUs.ShouldNotBeNull();

            await Task.Delay(20);
            run.Tick(1_000);

            run.Mark.ShouldBe(mark);
        }
    }

    [Fact]
    public void A_look_at_a_stage_that_was_given_up_does_no_harm()
    {
        using var slots = new SemaphoreSlim(4);
        var run = Create(_plan, slots, CancellationToken.None, out var calls);
        calls.Dispose();
        run.Dispose();

        Should.NotThrow(() => run.Tick(3));

        run.Arrivals.IsCancellationRequested.ShouldBeFalse();
    }

    private StageRun Create(LoadPlan plan, SemaphoreSlim slots, CancellationToken end, out LoadCalls calls)
    {
        var car = CarSnapshot.Of(Generation.AddCar(1, "m", maxInFlight: 8));
        var clock = new LoadClock(TimeProvider.System);
        var lease = new LoadLease(1, Guid.CreateVersion7(), 1);
        var load = new LoadToDrive { Lease = lease, Plan = plan, Prompts = [new LoadPrompt(null, "x")], Cars = [car], Owner = EvalHost.Ada };
        var services = Host.Services.GetRequiredService<LoadDriverServices>();
        var journal = new LoadJournal(lease, services.Events, services.Feeds, services.Retry, TimeProvider.System);
        calls = new LoadCalls(load, services.Completions, clock, journal, new LoadTotals(), 100);
        var mark = new StageMark { Ordinal = 1, CarId = 1, Stage = 0, From = 1, To = 1, Seconds = 0.2, StartedUs = clock.NowUs };
        return new StageRun(plan, _stage, mark, new LoadLane(car), calls, clock, slots, end);
    }
}
