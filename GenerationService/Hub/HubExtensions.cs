using Podium.ServiceDefaults.Configuration;

namespace Podium.GenerationService.Hub;

internal static class HubExtensions
{
    public static void AddHub(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<HubOptions>(HubOptions.SectionName);
        builder.Services.AddHttpClient<HubClient>("generation-hub", HubClient.Configure)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
    }
}
