using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Podium.Gateway.Identity;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Tokens;

internal sealed record CreateTokenRequest(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt = null);

internal sealed record TokenResponse(
    Guid Id, string Name, string Hint, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    public static TokenResponse From(ApiToken token)
        => new(token.Id, token.Name, token.Hint, token.Scopes, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}

/// <param name="Token">The secret, shown this once.</param>
internal sealed record CreatedTokenResponse(
    Guid Id, string Name, string Hint, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Token);

internal sealed record TokenListResponse(IReadOnlyList<TokenResponse> Items);

/// <summary>Personal API tokens: each person sees and revokes their own.</summary>
internal static class TokensApi
{
    private const int MaxNameLength = 100;

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("/api/tokens").WithGroupName(EdgeModule.Name).WithTags("Tokens").RequireAuthorization(Policies.Member);
        tokens.MapGet("", ListAsync).WithName("ListTokens").WithSummary("Your API tokens");
        tokens.MapPost("", CreateAsync).WithName("CreateToken").WithSummary("Create an API token; its secret is in this answer only");
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithName("RevokeToken").WithSummary("Revoke one of your API tokens");
    }

    private static async Task<Ok<TokenListResponse>> ListAsync(HttpContext context, TokenStore store, CancellationToken cancellationToken)
    {
        var tokens = await store.ListAsync(context.GetUser().Id, cancellationToken);
        return TypedResults.Ok(new TokenListResponse([.. tokens.Select(TokenResponse.From)]));
    }

    private static async Task<Created<CreatedTokenResponse>> CreateAsync(
        CreateTokenRequest request,
        HttpContext context,
        TokenStore store,
        IOptions<TokenOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (context.Features.Get<Caller>()?.Method == CallerMethod.ApiToken)
        {
            // A leaked token that could mint others would outlive its own expiry and revocation.
            throw new ForbiddenException("An API token cannot create API tokens.", "token_cannot_create_tokens");
        }

        var user = context.GetUser();
        var now = time.GetUtcNow();
        var (secret, hint) = ApiToken.NewSecret();
        var token = new ApiToken(
            Guid.CreateVersion7(now), user.Id, user.Name, CheckName(request.Name), hint, CheckScopes(request.Scopes, user.Role), now,
            CheckExpiry(request.ExpiresAt, now), LastUsedAt: null);
        if (!await store.TryAddAsync(token, TokenHash.Of(secret), options.Value.MaxPerUser, cancellationToken))
        {
            throw new ConflictException($"You have {options.Value.MaxPerUser} API tokens already. Revoke one first.", "too_many_tokens");
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created(
            $"/api/tokens/{token.Id}",
            new CreatedTokenResponse(token.Id, token.Name, token.Hint, token.Scopes, token.CreatedAt, token.ExpiresAt, secret));
    }

    private static async Task<NoContent> RevokeAsync(
        Guid id, HttpContext context, TokenStore store, TokenAuthenticator authenticator, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await store.RevokeAsync(id, context.GetUser().Id, time.GetUtcNow(), cancellationToken))
        {
            throw new NotFoundException("You have no API token with this id.");
        }

        authenticator.Forget(id);
        return TypedResults.NoContent();
    }

    private static string CheckName(string? name) => name?.Trim() is { Length: > 0 and <= MaxNameLength } trimmed && !trimmed.Any(char.IsControl)
        ? trimmed
        : throw new InvalidInputException("name", $"Give the token a name of at most {MaxNameLength} characters, on one line.");

    private static string[] CheckScopes(IReadOnlyList<string>? scopes, Role role)
    {
        if (scopes is not { Count: > 0 } || scopes.Any(scope => scope is null || TokenScopes.ToRole(scope) is null))
        {
            throw new InvalidInputException("scopes", "Give at least one of the scopes read, write and admin.");
        }

        return scopes.All(scope => TokenScopes.ToRole(scope) <= role)
            ? [.. scopes.Distinct()]
            : throw new ForbiddenException("A token cannot do more than you can.", "scope_exceeds_role");
    }

    private static DateTimeOffset? CheckExpiry(DateTimeOffset? expiresAt, DateTimeOffset now) => expiresAt > now || expiresAt is null
        ? expiresAt?.ToUniversalTime()
        : throw new InvalidInputException("expiresAt", "The expiry must be in the future.");
}
