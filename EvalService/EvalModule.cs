using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Checks;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Judging;
using Podium.EvalService.Load;
using Podium.EvalService.Reports;
using Podium.EvalService.Runs;
using Podium.EvalService.Scorecards;
using Podium.EvalService.Suites;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Discovery;
using Podium.ServiceDefaults.Documents;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Telemetry;

namespace Podium.EvalService;

/// <summary>Suites, runs, checks and what they say about models, to be placed in any host.</summary>
public static class EvalModule
{
    public const string Name = "eval";

    private const string Generator = "generation";

    /// <summary>The paths this module answers, for whoever routes to it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["/api/suites", "/api/runs", "/api/loads"];

    public static void AddEval(this IHostApplicationBuilder builder)
    {
        builder.AddModuleTelemetry(EvalTelemetry.Name);
        builder.AddModuleDocument(Name);
        builder.AddModuleDatabase(Name, "evaldb", typeof(EvalModule).Assembly);
        builder.AddModuleOptions<EvalOptions>(EvalOptions.SectionName);
        builder.Services.AddValidation();
        builder.Services.AddSingleton<IWebhookClient, WebhookClient>();
        builder.AddScorecards();
        builder.AddJudging();
        builder.AddReports();
        builder.Services
            .AddGrpcClient<Generation.V1.Generation.GenerationClient>(client => client.Address = ServiceAddressHandler.PlaceOf(Generator))
            .AddHttpMessageHandler(services => ActivatorUtilities.CreateInstance<ServiceAddressHandler>(services, Generator))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // A machine that vanished without a word is noticed in seconds, not when TCP gives up.
                KeepAlivePingDelay = TimeSpan.FromSeconds(15),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            });
        builder.AddRuns();
        builder.AddSuites();
        builder.AddLoads();
    }

    public static void MapEval(this IEndpointRouteBuilder app)
    {
        var module = app.MapGroup("").WithGroupName(Name).WithJsonBodies();
        module.MapRuns();
        module.MapScorecards();
        module.MapComparisons();
        module.MapJudging();
        module.MapReports();
        module.MapSuites();
        module.MapLoads();
        app.MapModuleDocument(Name);
    }
}
