using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Podium.Gateway.Requests;
using Podium.Gateway.Tokens;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Limits;

namespace Podium.Gateway.Identity;

/// <summary>
/// Verifies Hugging Face bearer tokens by <c>GET /api/whoami-v2</c>. Answers are remembered under the token's hash, refusals more briefly;
/// simultaneous requests with one token ask once. A Hub that fails is 503, not 401: the token may be fine.
/// </summary>
internal sealed partial class HuggingFaceTokens(
    IHttpClientFactory http, RoleDirectory roles, IRateLimiter limiter, IOptions<HuggingFaceOptions> options, TimeProvider time)
{
    public const string HttpClientName = "edge.huggingface";

    private const int MaxRemembered = 10_000;
    private const int MaxResponseBytes = 256 * 1024;

    private readonly ConcurrentDictionary<TokenHash, Lookup> _lookups = new();

    /// <exception cref="UnauthenticatedException">The Hub does not know the token.</exception>
    /// <exception cref="UpstreamException">503: the Hub did not answer.</exception>
    public ValueTask<Caller> AuthenticateAsync(string token, HttpContext context)
    {
        if (!WellFormed().IsMatch(token))
        {
            throw Refused();
        }

        var hash = TokenHash.Of(token);
        return _lookups.TryGetValue(hash, out var known) && known.IsFresh(time, options.Value)
            ? AnswerAsync(hash, known, context.RequestAborted)
            : AskAsync(token, hash, known, context);
    }

    private async ValueTask<Caller> AskAsync(string token, TokenHash hash, Lookup? stale, HttpContext context)
    {
        // Made-up tokens would otherwise let anybody spend the Hub's patience with this address.
        var address = AddressKey.Of(context.Connection.RemoteIpAddress);
        var decision = await limiter.AcquireAsync($"whoami:{address}", new RateRule(options.Value.TokenChecksPerMinute, TimeSpan.FromMinutes(1)), context.RequestAborted);
        if (!decision.Allowed)
        {
            throw new RateLimitedException("Too many new Hugging Face tokens from this address.") { RetryAfter = decision.RetryAfter };
        }

        if (_lookups.Count >= MaxRemembered)
        {
            _lookups.Clear();
        }

        var lookup = new Lookup(new Lazy<Task<HubAccount?>>(() => AskAsync(token)), time.GetTimestamp());
        var winner = stale is not null && _lookups.TryUpdate(hash, lookup, stale) ? lookup : _lookups.GetOrAdd(hash, lookup);
        return await AnswerAsync(hash, winner, context.RequestAborted);
    }

    private async ValueTask<Caller> AnswerAsync(TokenHash hash, Lookup lookup, CancellationToken cancellationToken)
    {
        try
        {
            return await lookup.Account.Value.WaitAsync(cancellationToken) is { } account ? ToCaller(account) : throw Refused();
        }
        catch (UpstreamException)
        {
            // A failure is no answer, so it is not remembered.
            _lookups.TryRemove(KeyValuePair.Create(hash, lookup));
            throw;
        }
    }

    private Caller ToCaller(HubAccount account)
    {
        var id = $"hf:{account.Id}";
        return new Caller(new PodiumUser(id, account.Name, roles.RoleOf(id)), CallerMethod.HuggingFaceToken);
    }

    // Not under the caller's cancellation: others may wait for the same answer.
    private async Task<HubAccount?> AskAsync(string token)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Value.HubBaseUrl.TrimEnd('/') + "/api/whoami-v2");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var client = http.CreateClient(HttpClientName);
            client.MaxResponseContentBufferSize = MaxResponseBytes;
            using var response = await client.SendAsync(request, limit.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadAsync(response, limit.Token),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => null,
                _ => throw Unavailable($"it answered {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw Unavailable(e is OperationCanceledException ? "it took too long" : "it could not be understood or reached", retryAfter: null);
        }
    }

    // {"type":"user","id":"64af…","name":"ada","fullname":"Ada L.","auth":{…}}; tokens of an organisation name no person.
    private static async Task<HubAccount?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var account = await response.Content.ReadFromJsonAsync<HubAccount>(cancellationToken);
        return account is { Type: "user", Id.Length: > 0, Name.Length: > 0 } ? account : null;
    }

    private static UnauthenticatedException Refused() => new("Hugging Face does not accept this token.", "invalid_token");

    private static UpstreamException Unavailable(string why, TimeSpan? retryAfter)
        => new(503, "huggingface_unavailable", $"Hugging Face could not verify the token: {why}. Try again in a moment.")
        {
            RetryAfter = retryAfter ?? TimeSpan.FromSeconds(5),
        };

    [GeneratedRegex(@"^hf_[A-Za-z0-9_.\-]{8,4096}$")]
    private static partial Regex WellFormed();

    private sealed record HubAccount(string? Type, string Id, string Name);

    private sealed record Lookup(Lazy<Task<HubAccount?>> Account, long Since)
    {
        public bool IsFresh(TimeProvider time, HuggingFaceOptions options)
        {
            var task = Account.Value;
            var seconds = task switch
            {
                { IsCompletedSuccessfully: true, Result: not null } => options.TokenCacheSeconds,
                { IsCompletedSuccessfully: true } => options.RefusedTokenCacheSeconds,
                { IsCompleted: false } => int.MaxValue,
                _ => 0,
            };
            return time.GetElapsedTime(Since).TotalSeconds < seconds;
        }
    }
}
