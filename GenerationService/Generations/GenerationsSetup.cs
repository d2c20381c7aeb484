using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Data;

namespace Podium.GenerationService.Generations;

internal static class GenerationsSetup
{
    public static void AddGenerations(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<GenerationTelemetry>();
        services.AddSingleton<GenerationRequestReader>();
        services.AddSingleton<GenerationQueue>();
        services.AddSingleton<GenerationStore>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<StoredPages>();
        services.AddSingleton<ReplayedEvents>();
        services.AddSingleton<DatabaseRetry>();
        services.AddSingleton<RunningGenerations>();
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<AttemptLoop>();
        services.AddSingleton<GenerationFinisher>();
        services.AddSingleton<GenerationFollower>();

        // Hosted services stop in reverse order: first the generations end, then what stores them.
        AddHosted<GenerationJournal>(services);
        AddHosted<GenerationTail>(services);
        AddHosted<GenerationNotifications>(services);
        AddHosted<InterruptedGenerations>(services);
        AddHosted<EventRetention>(services);
        AddHosted<GenerationLeases>(services);
        AddHosted<GenerationRunner>(services);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
