using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Caching;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Discovery;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Hosting;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Limits;
using Podium.ServiceDefaults.Listeners;
using Podium.ServiceDefaults.Outbound;
using Podium.ServiceDefaults.Telemetry;

namespace Podium.ServiceDefaults;

/// <summary>What every Podium process has in common. Hosts call these, modules never do.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Redis = "redis";

    /// <summary>
    /// Telemetry, health checks, the error table, identity and policies, listeners, cache and limiter, and the start-up report of the process
    /// called <paramref name="service"/>.
    /// </summary>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder, string service)
    {
        builder.AddTelemetry(service);
        builder.AddListeners();
        builder.AddErrors();
        builder.AddJson();
        builder.AddIdentity();
        builder.AddSharedState();
        builder.AddModuleOptions<OutboundOptions>(OutboundOptions.SectionName);
        builder.Services.AddSingleton<OutboundGuard>();
        builder.Services.AddSingleton<ServiceAddresses>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<StartupReport>(services, service));
    }

    /// <summary>
    /// The common middleware, <c>/health</c> (everything the process needs) and <c>/alive</c> (the process itself), in every environment: cluster
    /// probes exist in production too. A host's own middleware that must see a request before routing goes before this call.
    /// </summary>
    public static void MapDefaultEndpoints(this WebApplication app)
    {
        // Now rather than when the host starts, which would log a stack trace over a mistyped setting.
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.UseMiddleware<ListenerFenceMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RouteTagMiddleware>();
        app.UseMiddleware<MediaTypeMiddleware>();
        app.UseMiddleware<IdentityMiddleware>();
        app.UseAuthorization();
        app.MapHealthChecks("/health").AllowAnonymous().WithName("Health");
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous().WithName("Alive");
    }

    private static void AddErrors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStartupFilter, ErrorStartupFilter>();
        builder.RouteRegardlessOfMediaType();

        // Otherwise a malformed body is answered by the framework, without a body and without naming the field.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ValidationProblems.Complete);
        builder.Services.Configure<GrpcServiceOptions>(options => options.Interceptors.Add<ErrorInterceptor>());
    }

    /// <summary>The JSON of all endpoints: camel case, also for enum values.</summary>
    private static void AddJson(this IHostApplicationBuilder builder) => builder.Services.ConfigureHttpJsonOptions(options =>
    {
        options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.SerializerOptions.Converters.Add(new NamedJsonConverter());
    });

    /// <summary>The one place that chooses between Redis and memory.</summary>
    private static void AddSharedState(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<CacheOptions>(CacheOptions.SectionName);
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(Redis)))
        {
            builder.Services.AddSingleton<ICache, InMemoryCache>();
            builder.Services.AddSingleton<IRateLimiter, InMemoryRateLimiter>();
            builder.AddStartupFact("cache", _ => "memory");
            return;
        }

        builder.AddRedisClient(Redis);
        builder.Services.AddSingleton<ICache, RedisCache>();
        builder.Services.AddSingleton<IRateLimiter, RedisRateLimiter>();
        builder.AddStartupFact("cache", _ => "Redis");
    }
}
