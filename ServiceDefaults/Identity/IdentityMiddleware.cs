using Microsoft.AspNetCore.Http;

namespace Podium.ServiceDefaults.Identity;

/// <summary>Sets the user from the identity header. Not an authentication handler: those cost an object graph per request.</summary>
internal sealed class IdentityMiddleware(RequestDelegate next, IdentityHeader identity)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue(IdentityHeader.Name, out var values)
            && values is [{ } value]
            && identity.Verify(value) is { } principal)
        {
            context.User = principal;
        }

        return next(context);
    }
}
