using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Load;

internal static class LoadSetup
{
    public static void AddLoads(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<LoadOptions>(LoadOptions.SectionName);
        var services = builder.Services;
        services.TryAddSingleton<EvalTelemetry>();
        services.TryAddSingleton<Completions>();
        services.TryAddSingleton<DatabaseRetry>();
        services.AddSingleton<LoadPrompts>();
        services.AddSingleton<LoadStarter>();
        services.AddSingleton<LoadStore>();
        services.AddSingleton<LoadReader>();
        services.AddSingleton<LoadEventStore>();
        services.AddSingleton<LoadFeeds>();
        services.AddSingleton<LoadFollower>();
        services.AddSingleton<LoadClaims>();
        services.AddSingleton<LoadQueue>();
        services.AddSingleton<LoadDriverServices>();
        services.AddHostedService<LoadWorker>();
    }
}
