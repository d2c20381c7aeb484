using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class EvalTelemetryTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private readonly ConcurrentQueue<(string Name, string? Status, string? Error, double Value)> _measured = new();

    private protected override (string Key, string Value)[] Settings => [("Eval:MaxConcurrentRuns", "1")];

    [Fact]
    public async Task Items_by_outcome_their_duration_and_stored_events_are_counted()
    {
        using var meter = Listen();
        Generation.AddCar(1, "moody", retries: 0);
        Generation.OnModel("moody", (_, seen) => seen == 1 ? FakeCompletion.Fail(400, retryable: false) : FakeCompletion.Of("an answer"));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1) });

        run.ShouldBeGreaterThan(0);
        await Eventually.IsTrueAsync(() => Sum("podium.eval.events") == events.Count, because: $"{events.Count} events were stored");
        Sum("podium.eval.items", "COMPLETED").ShouldBe(2);
        Sum("podium.eval.items", "FAILED").ShouldBe(1);
        _measured.Where(m => m.Name == "podium.eval.items").Select(m => m.Error).Distinct().ShouldBe([null, "upstream.400"], ignoreOrder: true);
        _measured.Where(m => m.Name == "podium.eval.item.duration").Select(m => (m.Status, m.Value)).ShouldBe([("COMPLETED", 0.002), ("COMPLETED", 0.002)]);
        Sum("podium.eval.takeovers").ShouldBe(0);
    }

    [Fact]
    public async Task Runs_taken_over_and_runs_that_wait_are_told()
    {
        using var meter = Listen();
        Generation.AddCar(1, "slow");
        Generation.OnModel("slow", FakeCompletion.Of("never") with { Hangs = true });
        var suite = await Host.AddSuiteAsync(new TestSpec("x"));
        var run = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.InFlight == 1);

        // As of a worker that was lost.
        await Host.ScalarAsync<int>(
            "update eval.runs set epoch = epoch + 1, worker_id = gen_random_uuid(), lease_until = now() - interval '1 minute' where id = @run", new { run });
        await Eventually.IsTrueAsync(() => Sum("podium.eval.takeovers") >= 1);
        Depth(meter).ShouldBe(0);

        var waiting = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Depth(meter) == 1);

        await Host.PostAsync($"/api/runs/{waiting}/cancel");
        await Host.PostAsync($"/api/runs/{run}/cancel");
        await Host.UntilAsync(run, "CANCELLED");
        await Host.UntilAsync(waiting, "CANCELLED");
        await Eventually.IsTrueAsync(() => Depth(meter) == 0);
    }

    private double Sum(string name, string? status = null) => _measured.Where(m => m.Name == name && (status is null || m.Status == status)).Sum(m => m.Value);

    private double? Depth(MeterListener meter)
    {
        meter.RecordObservableInstruments();
        return _measured.LastOrDefault(m => m.Name == "podium.eval.queue.depth").Value;
    }

    // Of this host only: others of the process have meters of the same name.
    private MeterListener Listen()
    {
        var factory = Host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EvalTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? status = null, error = null;
        foreach (var tag in tags)
        {
            status = tag.Key == "podium.run_item.status" ? (string?)tag.Value : status;
            error = tag.Key == "error.type" ? (string?)tag.Value : error;
        }

        _measured.Enqueue((instrument.Name, status, error, value));
    }
}
