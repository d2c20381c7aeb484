using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Podium.ServiceDefaults.Errors;

namespace Podium.ServiceDefaults.Identity;

/// <summary>
/// At least this role. Nobody at all is not even a viewer: where reading is public, the edge says so by signing the anonymous user.
/// </summary>
internal sealed class RoleRequirement(Role minimum) : AuthorizationHandler<RoleRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User is PodiumPrincipal principal && principal.User.Role >= minimum)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Turns a refusal into the error table's 401 or 403.</summary>
internal sealed class RefusalResultHandler : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var user = context.GetUser();
        throw user.IsAnonymous
            ? new UnauthenticatedException("Sign in, or send a bearer token, to do this.")
            : new ForbiddenException($"Your role, {user.Role.ToString().ToLowerInvariant()}, does not allow this.");
    }
}
