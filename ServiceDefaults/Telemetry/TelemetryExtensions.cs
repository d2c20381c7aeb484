using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Podium.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs over OTLP when an endpoint is configured, and nothing otherwise.</summary>
public static class TelemetryExtensions
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Exports the activity source and the meter called <paramref name="name"/>, for example <c>podium.generation</c>.</summary>
    public static IHostApplicationBuilder AddModuleTelemetry(this IHostApplicationBuilder builder, string name)
    {
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(name));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(name));
        return builder;
    }

    /// <summary>
    /// The framework's own sources and meters carry what the instrumentation packages would: since .NET 9 and 10 with the tags of the
    /// semantic conventions.
    /// </summary>
    internal static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        builder.AddModuleTelemetry(ServiceDefaultsTelemetry.Name);
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.LeaveRequestsAlone();
            return;
        }

        // ASP.NET Core 10 knows the tags and span names of the conventions but sets them only under this switch, read when the host is built.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? $"podium-{service}",
                serviceNamespace: "podium",
                serviceVersion: typeof(TelemetryExtensions).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(tracing => tracing
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql")
                .AddProcessor(new ProbeTraceFilter()))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql"))
            .WithLogging(configureBuilder: null, options =>
            {
                options.IncludeScopes = true;
                options.IncludeFormattedMessage = true;
            })
            .UseOtlpExporter();
    }

    /// <summary>
    /// The framework gives each request an activity and a log scope as long as its own category logs anything at all. Where nothing exports them, and
    /// nobody has said how ASP.NET Core is to log, that is work for no reader.
    /// </summary>
    private static void LeaveRequestsAlone(this IHostApplicationBuilder builder)
    {
        var levels = builder.Configuration.GetSection("Logging:LogLevel");
        if (levels["Microsoft"] == PodiumApplication.FrameworkLogLevel
            && !levels.GetChildren().Any(level => level.Key.StartsWith("Microsoft.AspNetCore", StringComparison.OrdinalIgnoreCase) && level.Value is not null))
        {
            builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "None")]);
        }
    }
}
