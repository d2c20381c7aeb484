using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Podium.Gateway.Tokens;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

/// <summary>
/// Decides who is asking and tells the services by the identity header. A credential that was sent decides alone: an invalid one is 401 and never
/// becomes the local owner. Whatever a client sent as <c>X-Podium-*</c> is removed first.
/// </summary>
internal sealed class EdgeIdentityMiddleware(
    RequestDelegate next,
    IdentityHeader identity,
    TokenAuthenticator tokens,
    HuggingFaceTokens huggingFace,
    LocalOwner localOwner,
    IOptions<IdentityOptions> options)
{
    private const string Bearer = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        ReservedHeaders.Remove(context.Request.Headers);
        var pending = AuthenticateAsync(context);
        return pending.IsCompletedSuccessfully ? ContinueAsync(context, pending.Result) : AwaitedAsync(context, pending);
    }

    private async Task AwaitedAsync(HttpContext context, ValueTask<Caller> pending) => await ContinueAsync(context, await pending);

    private Task ContinueAsync(HttpContext context, Caller caller)
    {
        context.Features.Set(caller);
        if (!caller.User.IsAnonymous || options.Value.PublicRead)
        {
            context.Request.Headers[IdentityHeader.Name] = identity.Create(caller.User);
        }

        return next(context);
    }

    private ValueTask<Caller> AuthenticateAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization;
        if (authorization.Count == 0)
        {
            return ValueTask.FromResult(localOwner.Is(context) ? Caller.LocalOwner : Caller.Anonymous);
        }

        // Only the edge needs it, and no service or log behind it should ever see it.
        context.Request.Headers.Authorization = default;
        if (authorization is not [{ } value] || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnauthenticatedException("Send one Authorization header of the form 'Bearer <token>'.", "invalid_token");
        }

        var token = value[Bearer.Length..].Trim();
        return token switch
        {
            _ when token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal) => tokens.AuthenticateAsync(token, context),
            _ when token.StartsWith("hf_", StringComparison.Ordinal) => huggingFace.AuthenticateAsync(token, context),
            _ => throw new UnauthenticatedException("The token is neither one of Podium (pod_…) nor of Hugging Face (hf_…).", "invalid_token"),
        };
    }
}

/// <summary>Headers that only Podium's own processes may set.</summary>
internal static class ReservedHeaders
{
    private const string Prefix = "X-Podium-";

    public static void Remove(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                (found ??= []).Add(header.Key);
            }
        }

        foreach (var name in found ?? [])
        {
            headers.Remove(name);
        }
    }
}
