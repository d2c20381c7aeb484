using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Podium.Gateway.Identity;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Tokens;

/// <summary>Turns a <c>pod_</c> token into its owner, from memory for a few seconds so that the hot path asks no database.</summary>
internal sealed class TokenAuthenticator(TokenStore store, TokenUsage usage, RoleDirectory roles, IOptions<TokenOptions> options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<TokenHash, Remembered> _remembered = new();

    /// <exception cref="UnauthenticatedException">The token is unknown, revoked or expired.</exception>
    public ValueTask<Caller> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var hash = TokenHash.Of(token);
        return _remembered.TryGetValue(hash, out var known) && time.GetElapsedTime(known.Since).TotalSeconds < options.Value.CacheSeconds
            ? ValueTask.FromResult(Accept(known.Token))
            : new ValueTask<Caller>(LookUpAsync(hash, cancellationToken));
    }

    /// <summary>Drops a token revoked by this replica at once.</summary>
    public void Forget(Guid id)
    {
        foreach (var entry in _remembered)
        {
            if (entry.Value.Token?.Id == id)
            {
                _remembered.TryRemove(entry);
            }
        }
    }

    private async Task<Caller> LookUpAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        var token = await store.FindAsync(hash, time.GetUtcNow(), cancellationToken);
        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        _remembered[hash] = new Remembered(token, time.GetTimestamp());
        return Accept(token);
    }

    private Caller Accept(ApiToken? token)
    {
        var now = time.GetUtcNow();
        if (token is null || token.ExpiresAt <= now)
        {
            throw new UnauthenticatedException("This API token is unknown, revoked or expired.", "invalid_token");
        }

        usage.Record(token.Id, now);

        // What its owner may not do any more, their token may not either.
        var role = (Role)Math.Min((int)token.Role, (int)roles.RoleOf(token.OwnerId));
        return new Caller(new PodiumUser(token.OwnerId, token.OwnerName, role), CallerMethod.ApiToken);
    }

    private readonly record struct Remembered(ApiToken? Token, long Since);
}
