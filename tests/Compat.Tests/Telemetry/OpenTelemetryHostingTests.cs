using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Podium.Compat.Tests.Telemetry;

public class OpenTelemetryHostingTests
{
    private static readonly ActivitySource _source = new("compat.hosting");

    [Fact]
    public async Task Providers_start_before_other_services_and_flush_when_the_host_ends()
    {
        var exporter = new RecordingExporter();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<EarlyWorker>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("compat"))
            .WithTracing(tracing => tracing.AddSource("compat.hosting"))
            .WithTracing(tracing => tracing.AddProcessor(new BatchActivityExportProcessor(exporter, scheduledDelayMilliseconds: 60_000)));
        builder.Services.AddOpenTelemetry();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            host.Services.GetServices<TracerProvider>().Count().ShouldBe(1);
            exporter.Names.ShouldBeEmpty();
            await host.StopAsync();
        }

        exporter.Names.ShouldBe(["early"]);
        exporter.Resource!.Attributes.ShouldContain(a => a.Key == "service.name" && (string)a.Value == "compat");
    }

    [Fact]
    public void Only_the_signals_asked_for_exist()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddOpenTelemetry().WithMetrics();
        using var host = builder.Build();
        host.Services.GetService<MeterProvider>().ShouldNotBeNull();
        host.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    [Fact]
    public void Logging_reaches_an_exporter()
    {
        var records = new List<string?>();
        var services = new ServiceCollection();
        services.AddOpenTelemetry().WithLogging(
            logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(new RecordingLogExporter(records))),
            options => options.IncludeFormattedMessage = true);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("x").LogWarning("lap {Lap}", 7);
        records.ShouldBe(["lap 7"]);
    }

    private sealed class EarlyWorker : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _source.StartActivity("early")?.Dispose();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class RecordingExporter : BaseExporter<Activity>
    {
        public List<string> Names { get; } = [];

        public Resource? Resource { get; private set; }

        public override ExportResult Export(in Batch<Activity> batch)
        {
            Resource = ParentProvider.GetResource();
            foreach (var activity in batch)
            {
                Names.Add(activity.OperationName);
            }

            return ExportResult.Success;
        }
    }

    private sealed class RecordingLogExporter(List<string?> records) : BaseExporter<LogRecord>
    {
        public override ExportResult Export(in Batch<LogRecord> batch)
        {
            foreach (var record in batch)
            {
                records.Add(record.FormattedMessage);
            }

            return ExportResult.Success;
        }
    }
}
