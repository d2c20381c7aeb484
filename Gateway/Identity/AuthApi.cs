using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

internal sealed record UserResponse(string Id, string Name, Role Role);

/// <param name="User">Null for nobody: not signed in, and reading is not public.</param>
/// <param name="SignInMode"><c>local</c>, <c>token</c> or <c>oauth</c>.</param>
internal sealed record MeResponse(UserResponse? User, string SignInMode);

internal static class AuthApi
{
    public static void MapAuth(this IEndpointRouteBuilder app)
        => app.MapGet("/api/auth/me", GetMe)
            .WithName("GetMe").WithSummary("Who you are, and how one signs in here").WithTags("Identity").WithGroupName(EdgeModule.Name)
            .AllowAnonymous();

    private static Ok<MeResponse> GetMe(HttpContext context, SignInMode mode)
    {
        context.Response.Headers.CacheControl = "no-store";
        var user = context.User is PodiumPrincipal principal ? principal.User : null;
        return TypedResults.Ok(new MeResponse(user is null ? null : new UserResponse(user.Id, user.Name, user.Role), mode.Name));
    }
}

/// <summary>How people get an identity here.</summary>
internal sealed class SignInMode(LocalOwner localOwner, IOptions<IdentityOptions> options)
{
    public string Name => (localOwner.Enabled, options.Value.OAuthClientId) switch
    {
        (true, _) => "local",
        (_, { Length: > 0 }) => "oauth",
        _ => "token",
    };
}
