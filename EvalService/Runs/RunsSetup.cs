using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Runs.Driving;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.EvalService.Runs.Sweeping;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Runs;

internal static class RunsSetup
{
    public static void AddRuns(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<EvalTelemetry>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunReader>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<RunFollower>();
        services.AddSingleton<RunEventStore>();
        services.AddSingleton<RunClaims>();
        services.AddSingleton<RunQueue>();
        services.AddSingleton<DrivenRuns>();
        services.AddSingleton<RunDriverServices>();
        services.AddSingleton<ItemPages>();
        services.AddSingleton<ItemSlots>();
        services.AddSingleton<ItemRunner>();
        services.AddSingleton<Completions>();
        services.TryAddSingleton<DatabaseRetry>();
        services.AddSingleton<RunFeeds>();
        services.AddHostedService(provider => provider.GetRequiredService<RunFeeds>());
        services.AddHostedService<RunNotifications>();

        // Before the worker, and so stopped after it: its last words are told.
        services.AddSingleton<RunAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<RunAnnouncer>());
        services.AddHostedService<RunWorker>();
        services.AddSingleton<RunSweep>();
        services.AddHostedService<RunSweeper>();
    }
}
