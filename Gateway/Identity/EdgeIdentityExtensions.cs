using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.Gateway.Tokens;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Hosting;

namespace Podium.Gateway.Identity;

internal static class EdgeIdentityExtensions
{
    public static void AddEdgeIdentity(this IHostApplicationBuilder builder)
    {
        builder.AddSeedEnvironment(("OAUTH_CLIENT_ID", "Identity:OAuthClientId"), ("HF_OAUTH_CLIENT_ID", "Identity:OAuthClientId"));
        builder.AddModuleOptions<IdentityOptions>(IdentityOptions.SectionName);
        builder.AddModuleOptions<HuggingFaceOptions>(HuggingFaceOptions.SectionName);
        builder.AddModuleOptions<TokenOptions>(TokenOptions.SectionName);
        builder.Services.AddHttpClient(HuggingFaceTokens.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        builder.Services.AddSingleton<RoleDirectory>();
        builder.Services.AddSingleton<LocalOwner>();
        builder.Services.AddSingleton<SignInMode>();
        builder.Services.AddSingleton<HuggingFaceTokens>();
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddSingleton<TokenAuthenticator>();
        builder.Services.AddSingleton<TokenUsage>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TokenUsage>());
        builder.AddStartupFact("sign-in", services => services.GetRequiredService<SignInMode>().Name);
    }
}
