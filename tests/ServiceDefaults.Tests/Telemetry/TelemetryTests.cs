using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Podium.ServiceDefaults.Telemetry;
using Podium.TestKit.Telemetry;

namespace Podium.ServiceDefaults.Tests.Telemetry;

public class TelemetryTests
{
    private static readonly ActivitySource _source = new("podium.track");
    private static readonly Meter _meter = new("podium.track");
    private static readonly Counter<long> _laps = _meter.CreateCounter<long>("podium.track.laps");

    [Fact]
    public async Task A_request_a_modules_span_and_its_metric_arrive_and_probes_do_not()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var app = await TestApp.StartAsync(
            app => app.MapGet("/lap/{id}", (int id) =>
            {
                using var span = _source.StartActivity("drive lap");
                _laps.Add(1);
                return id;
            }).AllowAnonymous(),
            builder => builder.AddModuleTelemetry("podium.track"),
            [.. collector.ProcessSettings.Select(s => (s.Key, s.Value))]))
        {
            (await app.Client.GetStringAsync("/lap/7")).ShouldBe("7");
            await app.Client.GetStringAsync("/health");
            await app.Client.GetStringAsync("/alive");
        }

        // The host has stopped: what it flushed on the way is all there is.
        var spans = collector.Spans;
        // (Activity sources are global: requests to the collector, which is in this process too, are among them.)
        var requests = spans.Where(s => s.Scope == "Microsoft.AspNetCore").ToList();
        string? PathOf(ReceivedSpan span) => span.Attributes.GetValueOrDefault("url.path") as string;
        requests.Select(PathOf).Intersect(["/health", "/alive"]).ShouldBeEmpty();
        var request = requests.Single(s => PathOf(s) == "/lap/7");
        (request.Service, request.Name).ShouldBe(("podium-test", "GET /lap/{id}"));
        request.Attributes["http.route"].ShouldBe("/lap/{id}");
        var lap = spans.Single(s => s.Scope == "podium.track");
        (lap.Name, lap.TraceId, lap.ParentSpanId).ShouldBe(("drive lap", request.TraceId, request.SpanId));
        collector.Points.ShouldContain(p => p.Name == "podium.track.laps" && p.Value == 1);
        collector.Points.ShouldContain(p => p.Name == "http.server.request.duration");
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_listens()
    {
        await using var app = await TestApp.StartAsync();
        app.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("Warning", "some")]
    public async Task Without_an_endpoint_a_request_has_an_activity_only_for_those_who_configured_the_frameworks_logs(string? level, string expected)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapGet("/activity", () => Activity.Current is null ? "none" : "some").AllowAnonymous(),
            settings: ("Logging:LogLevel:Microsoft.AspNetCore", level));
        (await app.Client.GetStringAsync("/activity")).ShouldBe(expected);
    }
}
