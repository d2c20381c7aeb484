using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers gRPC requests for unknown methods and services with UNIMPLEMENTED; other requests pass by as if nothing were mapped.</summary>
internal static class UnimplementedEndpoints
{
    public static IEndpointConventionBuilder MapMethod(IEndpointRouteBuilder builder, string serviceName) =>
        Map(builder, serviceName + "/{unimplementedMethod}", "Method is unimplemented.", $"gRPC - Unimplemented method for {serviceName}");

    public static IEndpointConventionBuilder MapService(IEndpointRouteBuilder builder) =>
        Map(builder, "{unimplementedService}/{unimplementedMethod}", "Service is unimplemented.", "gRPC - Unimplemented service");

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder builder, string pattern, string detail, string displayName)
    {
        var route = RoutePatternFactory.Parse(
            pattern,
            defaults: null,
            parameterPolicies: new RouteValueDictionary { ["unimplementedMethod"] = new GrpcRequestConstraint() });

        // No method metadata: routing looks at it before the constraint, and would answer 405 to every other request of two segments.
        return builder.Map(route, http => Answer(http, detail))
            .WithDisplayName(displayName)
            .WithMetadata(new ExcludeFromDescriptionAttribute());
    }

    private static Task Answer(HttpContext http, string detail)
    {
        if (RequestGate.Admit(http))
        {
            http.Response.ContentType = WireHeaders.ContentType;
            http.Response.Headers[WireHeaders.Status] = $"{(int)StatusCode.Unimplemented}";
            http.Response.Headers[WireHeaders.Message] = PercentEncoding.Encode(detail);
        }

        return Task.CompletedTask;
    }

    private sealed class GrpcRequestConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null && HttpMethods.IsPost(httpContext.Request.Method) && WireHeaders.IsGrpc(httpContext.Request.ContentType);
    }
}
