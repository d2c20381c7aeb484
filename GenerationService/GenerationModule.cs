using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Connections;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Grpc;
using Podium.GenerationService.Hub;
using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Tasks;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Documents;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Telemetry;

namespace Podium.GenerationService;

/// <summary>Providers, pricing, generations and artifacts, to be placed in any host.</summary>
public static class GenerationModule
{
    public const string Name = "generation";

    /// <summary>The paths this module answers, for whoever routes to it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } =
    [
        "/api/generate", "/api/artifacts", "/api/connections", "/api/cars", "/api/settings/providers", "/api/hf/models", "/api/pricing",
    ];

    public static void AddGeneration(this IHostApplicationBuilder builder)
    {
        builder.AddModuleTelemetry(GenerationTelemetry.Name);
        builder.AddModuleDocument(Name);
        builder.AddModuleDatabase(Name, "generationdb", typeof(GenerationModule).Assembly);
        builder.AddSeedEnvironment(("GENERATION_TIMEOUT_MS", "Generation:TimeoutMs"), ("GENERATION_MAX_TOKENS", "Generation:MaxTokens"));
        builder.AddModuleOptions<GenerationOptions>(GenerationOptions.SectionName);
        builder.Services.AddValidation();
        builder.AddProviders();
        builder.AddPricing();
        builder.AddArtifacts();
        builder.AddHub();
        builder.AddGarage();
        builder.AddGenerations();
        builder.Services.AddGrpc();
    }

    public static void MapGeneration(this IEndpointRouteBuilder app)
    {
        var module = app.MapGroup("").WithGroupName(Name).WithJsonBodies();
        module.MapOptions();
        module.MapGenerations();
        module.MapTasks();
        module.MapPricing();
        module.MapArtifacts();
        module.MapHubModels();
        module.MapGarage();
        app.MapModuleDocument(Name);
        app.MapGrpcService<GenerationGrpcService>().RequireAuthorization(Policies.Viewer);
    }
}
