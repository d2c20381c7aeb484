using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Podium.ServiceDefaults.Identity;

/// <summary>
/// The header by which the edge tells a service who is asking: <c>v1.{payload}.{HMAC-SHA256}</c> in base64url, valid for a minute. Both
/// sides remember what they signed or verified, so a request costs a dictionary look-up.
/// </summary>
public sealed class IdentityHeader(SecretKey secret, TimeProvider time)
{
    public const string Name = "X-Podium-Identity";

    private const string Version = "v1.";
    private const int MaxRemembered = 4096;
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(60);

    // A header is handed out again only while it has this long to live, which covers the way to the service and clocks that differ.
    private static readonly TimeSpan _reserve = TimeSpan.FromSeconds(30);

    private readonly byte[] _key = secret.Derive("identity-header");
    private readonly ConcurrentDictionary<PodiumUser, Remembered<string>> _signed = new();
    private readonly ConcurrentDictionary<string, Remembered<PodiumPrincipal>> _verified = new(StringComparer.Ordinal);

    /// <summary>A header value for <paramref name="user"/>.</summary>
    public string Create(PodiumUser user)
    {
        var now = time.GetUtcNow();
        if (_signed.TryGetValue(user, out var known) && known.Expires - now > _reserve)
        {
            return known.Value;
        }

        var expires = now + _lifetime;
        var value = Sign(new Payload(user.Id, user.Name, user.Role, expires.ToUnixTimeSeconds()));
        Remember(_signed, user, new Remembered<string>(value, expires));
        return value;
    }

    /// <summary>The user of a header value, or null if it is forged, malformed or expired.</summary>
    public PodiumPrincipal? Verify(string value)
    {
        var now = time.GetUtcNow();
        if (_verified.TryGetValue(value, out var known))
        {
            return known.Expires > now ? known.Value : null;
        }

        if (Read(value) is not { } payload)
        {
            return null;
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(payload.Expires);
        if (expires <= now || expires > now + _lifetime + _reserve)
        {
            return null;
        }

        var principal = new PodiumPrincipal(new PodiumUser(payload.Id, payload.Name, payload.Role));
        Remember(_verified, value, new Remembered<PodiumPrincipal>(principal, expires));
        return principal;
    }

    private string Sign(Payload payload)
    {
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload));
        return $"{Version}{body}.{Base64Url.EncodeToString(Mac(body))}";
    }

    private Payload? Read(string value)
    {
        var dot = value.LastIndexOf('.');
        if (!value.StartsWith(Version, StringComparison.Ordinal) || dot <= Version.Length)
        {
            return null;
        }

        var body = value[Version.Length..dot];
        try
        {
            return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(value.AsSpan(dot + 1)), Mac(body))
                ? JsonSerializer.Deserialize<Payload>(Base64Url.DecodeFromChars(body))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Mac(string body) => HMACSHA256.HashData(_key, System.Text.Encoding.UTF8.GetBytes(Version + body));

    private static void Remember<TKey, TValue>(ConcurrentDictionary<TKey, TValue> memory, TKey key, TValue value)
        where TKey : notnull
    {
        if (memory.Count >= MaxRemembered)
        {
            memory.Clear();
        }

        memory[key] = value;
    }

    private sealed record Payload(string Id, string Name, Role Role, long Expires);

    private readonly record struct Remembered<T>(T Value, DateTimeOffset Expires);
}
