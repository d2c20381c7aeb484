using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services to endpoints.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Maps every method of a service as <c>POST /package.Service/Method</c>.</summary>
    /// <exception cref="InvalidOperationException"><c>AddGrpc</c> was not called, or the type is no gRPC service.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        var services = builder.ServiceProvider;
        var marker = services.GetService<GrpcMarker>() ?? throw new InvalidOperationException(
            "Unable to find the required services. Please add all the required services by calling 'IServiceCollection.AddGrpc'.");
        var options = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Grpc.AspNetCore.Server.{typeof(TService).Name}");

        var methods = ServiceMethods<TService>.Of(options, logger);
        var endpoints = methods.Select(method => Map<TService>(builder, method)).ToList();
        if (methods is [var first, ..])
        {
            endpoints.Add(UnimplementedEndpoints.MapMethod(builder, first.Method.ServiceName));
        }

        if (!marker.UnknownServicesMapped)
        {
            marker.UnknownServicesMapped = true;
            _ = UnimplementedEndpoints.MapService(builder);
        }

        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }

    private static IEndpointConventionBuilder Map<TService>(IEndpointRouteBuilder builder, ServiceMethod method) => builder
        .Map(RoutePatternFactory.Parse(method.Method.FullName), method.Handler)
        .WithDisplayName($"gRPC - {method.Method.FullName}")
        .WithMetadata(
        [
            new ExcludeFromDescriptionAttribute(),
            .. typeof(TService).GetCustomAttributes(inherit: true),
            .. method.Implementation.GetCustomAttributes(inherit: true),
            new GrpcMethodMetadata(typeof(TService), method.Method),
            new HttpMethodMetadata([HttpMethods.Post]),
        ]);
}
