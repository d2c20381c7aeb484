using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Podium.ServiceDefaults.Identity;

/// <summary>A <see cref="PodiumUser"/> where ASP.NET Core wants a principal. One per user and minute, not one per request.</summary>
public sealed class PodiumPrincipal(PodiumUser user) : ClaimsPrincipal(new ClaimsIdentity(
    [new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Name), new Claim(ClaimTypes.Role, user.Role.ToString())],
    user.IsAnonymous ? null : "podium"))
{
    public PodiumUser User { get; } = user;
}

/// <summary>Reads who is asking.</summary>
public static class HttpContextIdentityExtensions
{
    /// <summary>The caller; <see cref="PodiumUser.Anonymous"/> if there is no identity.</summary>
    public static PodiumUser GetUser(this HttpContext context) => context.User is PodiumPrincipal podium ? podium.User : PodiumUser.Anonymous;
}
