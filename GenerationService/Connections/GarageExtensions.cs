using Podium.GenerationService.Connections.Discovery;
using Podium.GenerationService.Grpc;
using Podium.GenerationService.Profiles;
using Podium.ServiceDefaults.Configuration;

namespace Podium.GenerationService.Connections;

internal static class GarageExtensions
{
    /// <summary>Connections, cars and their limits. The schema comes with the module's database.</summary>
    public static void AddGarage(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<GarageOptions>(GarageOptions.SectionName);
        builder.Services.AddSingleton<ConnectionKeys>();
        builder.Services.AddSingleton<ConnectionEndpoints>();
        builder.Services.AddSingleton<ConnectionRules>();
        builder.Services.AddSingleton<ConnectionChanges>();
        builder.Services.AddSingleton<ConnectionStore>();
        builder.Services.AddSingleton<ConnectionsInUse>();
        builder.Services.AddSingleton<ConnectionPresets>();
        builder.Services.AddSingleton<ModelDiscovery>();
        builder.Services.AddSingleton<ConnectionGates>();
        builder.Services.AddSingleton<ProviderSettingStore>();
        builder.Services.AddSingleton<ConnectionCalls>();
        builder.Services.AddSingleton<CarStore>();
    }

    public static void MapGarage(this IEndpointRouteBuilder app)
    {
        app.MapConnections();
        app.MapConnectionChecks();
        app.MapProviderSettings();
        app.MapCars();
    }
}
