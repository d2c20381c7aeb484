using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Podium.ServiceDefaults.Telemetry;

/// <summary>Names a request's span by its route, as the conventions ask. The framework puts the route on its metrics only.</summary>
internal sealed class RouteTagMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity
            && (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            var rooted = route.StartsWith('/') ? route : "/" + route;
            activity.DisplayName = $"{context.Request.Method} {rooted}";
            activity.SetTag("http.route", rooted);
        }

        return next(context);
    }
}
