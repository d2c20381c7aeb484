using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>Takes the cars of a load through its stages: one car after the other, or all at once.</summary>
internal sealed class CarRace(LoadToDrive load, LoadCalls calls, SemaphoreSlim slots, LoadClock clock, LoadJournal journal)
{
    private int _ordinal;

    public async Task RunAsync(IReadOnlyList<LoadLane> lanes, CancellationToken end)
    {
        if (load.Plan.Order == LoadOrder.Together)
        {
            await Task.WhenAll(lanes.Select(lane => RunCarAsync(lane, end)));
            return;
        }

        foreach (var lane in lanes)
        {
            await RunCarAsync(lane, end);
        }
    }

    private async Task RunCarAsync(LoadLane lane, CancellationToken end)
    {
        await WarmUpAsync(lane, end);
        var rates = new List<double>();
        foreach (var (stage, number) in load.Plan.Stages().Select((stage, number) => (stage, number)))
        {
            if (end.IsCancellationRequested || calls.Spent.IsCancellationRequested || lane.GaveUp is not null)
            {
                return;
            }

            var result = await RunStageAsync(lane, stage, number, rates, end);
            if (load.Plan.StopAtSaturation && result.Saturation is not null)
            {
                return;
            }
        }
    }

    private async Task WarmUpAsync(LoadLane lane, CancellationToken end)
    {
        var samples = new List<LoadSample>();
        for (var i = 0; i < load.Plan.Warmups && !end.IsCancellationRequested; i++)
        {
            if (await calls.SendAsync(lane, null, clock.NowUs, end) is { } sample)
            {
                samples.Add(sample);
            }
        }

        if (samples.Count > 0)
        {
            journal.Tell(LoadEventTypes.WarmedUp, WarmUpBody.Of(lane.Car.Id, samples));
        }
    }

    /// <param name="rates">Answers per second of the levels before, to which this one's are added.</param>
    private async Task<StageResult> RunStageAsync(LoadLane lane, LoadStage stage, int number, List<double> rates, CancellationToken end)
    {
        var mark = new StageMark
        {
            Ordinal = Interlocked.Increment(ref _ordinal),
            CarId = lane.Car.Id,
            Stage = number,
            From = stage.From,
            To = stage.To,
            Seconds = stage.Seconds,
            StartedUs = clock.NowUs,
        };
        journal.Set(mark);
        journal.Tell(LoadEventTypes.StageStarted, new StageStartedBody(mark.Ordinal, mark.CarId, mark.Stage, mark.From, mark.To, mark.Seconds));
        using var run = new StageRun(load.Plan, stage, mark, lane, calls, clock, slots, end);
        lane.Stage = run;
        try
        {
            var samples = await run.RunAsync();
            lane.Stage = null;
            var result = StageSummary.Of(run.Mark, load.Plan, samples);
            rates.Add(result.RequestsPerSecond ?? 0);
            if (load.Plan.IsClosed && SaturationRules.IsFlat(rates))
            {
                result = result with { Saturation = SaturationRules.Flat };
            }

            journal.Set(run.Mark, result);
            journal.Tell(LoadEventTypes.StageCompleted, new StageCompletedBody(result));
            return result;
        }
        finally
        {
            lane.Stage = null;
        }
    }
}
