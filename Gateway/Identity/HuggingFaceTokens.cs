using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Podium.Gateway.Tokens;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

/// <summary>
/// Verifies Hugging Face bearer tokens by <c>GET /api/whoami-v2</c>. Answers are remembered under the token's hash, refusals more briefly;
/// simultaneous requests with one token ask once. A Hub that fails is 503, not 401: the token may be fine.
/// </summary>
internal sealed partial class HuggingFaceTokens(
    IHttpClientFactory http, RoleDirectory roles, IOptions<HuggingFaceOptions> options, TimeProvider time)
{
    public const string HttpClientName = "edge.huggingface";

    private const int MaxRemembered = 10_000;
    private const int MaxResponseBytes = 256 * 1024;

    private readonly ConcurrentDictionary<TokenHash, Lookup> _lookups = new();

    /// <exception cref="UnauthenticatedException">The Hub does not know the token.</exception>
    /// <exception cref="UpstreamException">503: the Hub did not answer.</exception>
    public async ValueTask<Caller> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (!WellFormed().IsMatch(token))
        {
            throw Refused();
        }

        var hash = TokenHash.Of(token);
        if (_lookups.Count >= MaxRemembered)
        {
            _lookups.Clear();
        }

        var lookup = _lookups.AddOrUpdate(
            hash,
            static (_, start) => start(),
            (_, known, start) => known.IsFresh(time, options.Value) ? known : start(),
            () => new Lookup(new Lazy<Task<HubAccount?>>(() => AskAsync(token)), time.GetTimestamp()));
        try
        {
            var account = await lookup.Account.Value.WaitAsync(cancellationToken);
            return account is null ? throw Refused() : ToCaller(account);
        }
        catch (UpstreamException)
        {
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
