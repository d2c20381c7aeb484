using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Podium.ServiceDefaults.Identity;

internal static class IdentityExtensions
{
    public static void AddIdentity(this IHostApplicationBuilder builder)
    {
        // Read now: without the secret no request could be told from a forged one, so the host must not start.
        builder.Services.AddSingleton(SecretKey.Read(builder.Configuration));
        builder.Services.AddSingleton<IdentityHeader>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalResultHandler>();
        builder.Services.AddHostedService<PolicyCheck>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Viewer, policy => policy.AddRequirements(new RoleRequirement(Role.Viewer)))
            .AddPolicy(Policies.Member, policy => policy.AddRequirements(new RoleRequirement(Role.Member)))
            .AddPolicy(Policies.Admin, policy => policy.AddRequirements(new RoleRequirement(Role.Admin)));
    }
}
