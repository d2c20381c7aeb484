using System.Text.Json;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Connections;

/// <summary>Limits and patience by type of connection.</summary>
internal static class ProviderSettingsApi
{
    public static void MapProviderSettings(this IEndpointRouteBuilder app)
    {
        var settings = app.MapGroup("/api/settings/providers").WithTags("Connections");
        settings.MapGet("", (ProviderSettingStore store, CancellationToken cancellationToken) => store.ListAsync(cancellationToken))
            .WithName("ListProviderSettings").WithSummary("In flight, time and retries by type of connection")
            .RequireAuthorization(Policies.Viewer);
        settings.MapPut("", (JsonElement body, ProviderSettingStore store, CancellationToken cancellationToken) =>
                store.ChangeAsync(ProviderSettingChange.ReadAll(body), cancellationToken))
            .WithName("ChangeProviderSettings").WithSummary("Changes what is in the body, at once, and answers all of them")
            .ProducesProblem(422).RequireAuthorization(Policies.Member);
    }
}
