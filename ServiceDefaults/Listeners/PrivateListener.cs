using Microsoft.AspNetCore.Http;
using Podium.ServiceDefaults.Errors;

namespace Podium.ServiceDefaults.Listeners;

/// <summary>The mark on connections of the <c>grpc</c> listener.</summary>
internal sealed class PrivateListener
{
    public static readonly PrivateListener Instance = new();
}

/// <summary>Fences gRPC to its listener, and everything else off it.</summary>
internal sealed class ListenerFenceMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isPrivate = context.Features.Get<PrivateListener>() is not null;
        var isGrpc = context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        return isPrivate == isGrpc ? next(context) : ErrorTable.ForStatus(StatusCodes.Status404NotFound).WriteAsync(context);
    }
}
