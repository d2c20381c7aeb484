using System.Buffers.Text;
using System.Security.Cryptography;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Tokens;

/// <summary>A personal API token, without its secret.</summary>
/// <param name="Hint">Its first characters, to tell tokens apart.</param>
internal sealed record ApiToken(
    Guid Id,
    string OwnerId,
    string OwnerName,
    string Name,
    string Hint,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt)
{
    public const string Prefix = "pod_";

    private const int SecretBytes = 32;
    private const int HintLength = 8;

    /// <summary>The role that the widest scope gives.</summary>
    public Role Role => Scopes.Select(scope => TokenScopes.ToRole(scope) ?? Role.Viewer).Max();

    /// <summary>Whether a secret can be one of <see cref="NewSecret"/>'s.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.IsValid(secret[Prefix.Length..], out var bytes) && bytes == SecretBytes;

    /// <summary>A new secret, and what may be kept of it.</summary>
    public static (string Secret, string Hint) NewSecret()
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, secret[..HintLength]);
    }
}

/// <summary>What a token may be allowed, in the words of its owner.</summary>
internal static class TokenScopes
{
    public static Role? ToRole(string scope) => scope switch
    {
        "read" => Role.Viewer,
        "write" => Role.Member,
        "admin" => Role.Admin,
        _ => null,
    };
}
