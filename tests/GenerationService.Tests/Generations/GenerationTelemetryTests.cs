using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationTelemetryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("", "gen_ai.system", "gen_ai.client.operation.duration", "gen_ai.client.token.usage")]
    [InlineData("gen_ai_latest_experimental", "gen_ai.provider.name", "gen_ai.client.inference.duration", "gen_ai.client.inference.usage.input_tokens")]
    public async Task A_call_is_a_client_span_below_the_request_with_the_chosen_names(string optIn, string providerTag, string duration, string tokens)
    {
        var model = $"fake-n5-itl1-split{optIn.Length + 100}";
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GenerationTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var measured = new ConcurrentBag<string>();
        using var meter = new MeterListener { InstrumentPublished = (i, l) => Enable(i, l) };
        meter.SetMeasurementEventCallback<double>((i, _, tags, _) => Note(measured, i, tags, model));
        meter.SetMeasurementEventCallback<long>((i, _, tags, _) => Note(measured, i, tags, model));
        meter.Start();
        await using var upstream = await FakeProvider.StartAsync();
        await using var host = await GenerationHost.StartAsync(
            await postgres.CreateDatabaseAsync(), upstream, ("OTEL_SEMCONV_STABILITY_OPT_IN", optIn));

        await host.StreamAsync(GenerationHost.Body(model));

        Activity Span(string name) => spans.Single(s => s.DisplayName == name);
        await Eventually.IsTrueAsync(() => spans.Any(s => s.DisplayName == $"generation {model}"));
        var call = Span($"chat {model}");
        call.Kind.ShouldBe(ActivityKind.Client);
        call.ParentSpanId.ShouldBe(Span($"generation {model}").SpanId);
        await Eventually.IsTrueAsync(() => spans.Any(s => s.SpanId == Span($"generation {model}").ParentSpanId), because: "the request's span is the parent");
        call.GetTagItem(providerTag).ShouldBe("openai");
        call.GetTagItem("gen_ai.request.model").ShouldBe(model);
        call.GetTagItem("gen_ai.usage.input_tokens").ShouldBe(120L);
        ((string[])call.GetTagItem("gen_ai.response.finish_reasons")!).Single().ShouldBe("stop");
        call.TagObjects.ShouldAllBe(t => !(t.Value is string && ((string)t.Value).Contains("sk-test-secret-key")));
        measured.ShouldContain(duration);
        measured.ShouldContain(tokens);
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == GenerationTelemetry.Name)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static void Note(ConcurrentBag<string> measured, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, string model)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "gen_ai.request.model" && Equals(tag.Value, model))
            {
                measured.Add(instrument.Name);
            }
        }
    }
}
