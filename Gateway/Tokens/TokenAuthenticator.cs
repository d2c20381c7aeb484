using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Podium.Gateway.Identity;
using Podium.Gateway.Requests;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Limits;

namespace Podium.Gateway.Tokens;

/// <summary>
/// Turns a <c>pod_</c> token into its owner, from memory for a few seconds so that the hot path asks no database. Made-up tokens cannot load it
/// either: an address may only ask about so many, while a token that was right before is always looked up again.
/// </summary>
internal sealed class TokenAuthenticator(
    TokenStore store, TokenUsage usage, RoleDirectory roles, IRateLimiter limiter, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan _refusedFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TokenHash, Remembered> _remembered = new();
    private readonly ConcurrentDictionary<TokenHash, long> _refused = new();
    private readonly RateRule _rule = new(options.Value.ChecksPerMinute, TimeSpan.FromMinutes(1));

    /// <exception cref="UnauthenticatedException">The token is unknown, revoked or expired.</exception>
    /// <exception cref="RateLimitedException">The address has sent too many tokens that were not seen before.</exception>
    public ValueTask<Caller> AuthenticateAsync(string token, HttpContext context)
    {
        var hash = TokenHash.Of(token);
        var known = _remembered.TryGetValue(hash, out var remembered);
        return known && time.GetElapsedTime(remembered.Since).TotalSeconds < options.Value.CacheSeconds ? ValueTask.FromResult(Accept(remembered.Token))
            : known ? new ValueTask<Caller>(LookUpAsync(hash, context.RequestAborted))
            : ApiToken.IsWellFormed(token) && !IsRefused(hash) ? new ValueTask<Caller>(LookUpNewAsync(hash, context))
            : throw Unusable();
    }

    /// <summary>Drops a token revoked by this replica at once.</summary>
    public void Forget(Guid id)
    {
        foreach (var entry in _remembered)
        {
            if (entry.Value.Token.Id == id)
            {
                _remembered.TryRemove(entry);
            }
        }
    }

    private bool IsRefused(TokenHash hash) => _refused.TryGetValue(hash, out var since) && time.GetElapsedTime(since) < _refusedFor;

    private async Task<Caller> LookUpNewAsync(TokenHash hash, HttpContext context)
    {
        var decision = await limiter.AcquireAsync($"tokens:{AddressKey.Of(context.Connection.RemoteIpAddress)}", _rule, context.RequestAborted);
        return decision.Allowed
            ? await LookUpAsync(hash, context.RequestAborted)
            : throw new RateLimitedException("Too many new API tokens from this address.") { RetryAfter = decision.RetryAfter };
    }

    private async Task<Caller> LookUpAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(hash, time.GetUtcNow(), cancellationToken) is not { } token)
        {
            _remembered.TryRemove(hash, out _);
            Remember(_refused, hash, time.GetTimestamp());
            throw Unusable();
        }

        Remember(_remembered, hash, new Remembered(token, time.GetTimestamp()));
        return Accept(token);
    }

    private static void Remember<T>(ConcurrentDictionary<TokenHash, T> tokens, TokenHash hash, T value)
    {
        if (tokens.Count >= MaxRemembered)
        {
            tokens.Clear();
        }

        tokens[hash] = value;
    }

    private static UnauthenticatedException Unusable() => new("This API token is unknown, revoked or expired.", "invalid_token");

    private Caller Accept(ApiToken token)
    {
        var now = time.GetUtcNow();
        if (token.ExpiresAt <= now)
        {
            throw Unusable();
        }

        usage.Record(token.Id, now);

        // What its owner may not do any more, their token may not either.
        var role = (Role)Math.Min((int)token.Role, (int)roles.RoleOf(token.OwnerId));
        return new Caller(new PodiumUser(token.OwnerId, token.OwnerName, role), CallerMethod.ApiToken);
    }

    private readonly record struct Remembered(ApiToken Token, long Since);
}
