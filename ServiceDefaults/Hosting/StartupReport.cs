using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Listeners;

namespace Podium.ServiceDefaults.Hosting;

/// <summary>One line of the start-up summary, for example <c>sign-in</c>. Never a secret.</summary>
public sealed record StartupFact(string Name, Func<IServiceProvider, string> Value);

/// <summary>Says once, when the host is up, what it chose, and which configuration keys it did not understand.</summary>
internal sealed partial class StartupReport(
    string service,
    IServiceProvider services,
    IEnumerable<StartupFact> facts,
    ListenerAddresses listeners,
    OptionsCatalog catalog,
    IConfiguration configuration,
    ILogger<StartupReport> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var chosen = string.Join(", ", facts.Select(fact => $"{fact.Name} {fact.Value(services)}"));
        var http = string.Join(' ', listeners.Http);
        var grpc = listeners.Grpc?.ToString() ?? "none";
        LogStarted(logger, service, http, grpc, chosen);
        foreach (var key in UnknownKeys.Of(configuration, catalog))
        {
            LogUnknown(logger, key);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Podium {Service} listens on {Http}, gRPC {Grpc}; {Chosen}")]
    private static partial void LogStarted(ILogger logger, string service, string http, string grpc, string chosen);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Configuration key {Key} is unknown and has no effect")]
    private static partial void LogUnknown(ILogger logger, string key);
}

/// <summary>Adds lines to the start-up summary.</summary>
public static class StartupReportExtensions
{
    public static void AddStartupFact(this IHostApplicationBuilder builder, string name, Func<IServiceProvider, string> value)
        => builder.Services.AddSingleton(new StartupFact(name, value));
}
