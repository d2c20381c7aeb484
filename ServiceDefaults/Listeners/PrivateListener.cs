using Microsoft.AspNetCore.Http;
using Podium.ServiceDefaults.Errors;

namespace Podium.ServiceDefaults.Listeners;

/// <summary>The mark on connections of the <c>grpc</c> listener.</summary>
internal sealed class PrivateListener
{
    public static readonly PrivateListener Instance = new();
}

/// <summary>Tells listeners apart.</summary>
public static class PrivateListenerExtensions
{
    /// <summary>Whether the request came over the <c>grpc</c> listener, that is, from one of Podium's own processes.</summary>
    public static bool IsOnPrivateListener(this HttpContext context) => context.Features.Get<PrivateListener>() is not null;
}

/// <summary>Fences gRPC to its listener, and everything else off it.</summary>
internal sealed class ListenerFenceMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        return context.IsOnPrivateListener() == isGrpc ? next(context) : ErrorTable.ForStatus(StatusCodes.Status404NotFound).WriteAsync(context);
    }
}
