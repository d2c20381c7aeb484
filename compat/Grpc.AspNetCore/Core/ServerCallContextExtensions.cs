using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>From a call to its HTTP request.</summary>
public static class ServerCallContextExtensions
{
    /// <exception cref="InvalidOperationException">The context does not belong to a call that ASP.NET Core serves.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) => serverCallContext switch
    {
        HttpContextServerCallContext context => context.HttpContext,
        _ when serverCallContext.UserState.TryGetValue("__HttpContext", out var http) => (HttpContext)http,
        _ => throw new InvalidOperationException("Could not get HttpContext from ServerCallContext."),
    };
}
