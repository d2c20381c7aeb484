using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Podium.ServiceDefaults.Configuration;

namespace Podium.ServiceDefaults.Identity;

/// <summary>
/// <c>PODIUM_SECRET_KEY</c>, the one secret all processes of an installation share. Each use derives its own key, so that none can stand in
/// for another.
/// </summary>
public sealed class SecretKey
{
    public const string VariableName = "PODIUM_SECRET_KEY";

    private const int MinimumLength = 32;

    private readonly byte[] _master;

    public SecretKey(string secret)
    {
        if (secret.Length < MinimumLength)
        {
            throw new ConfigurationException($"{VariableName} must have at least {MinimumLength} characters: for example the output of 'openssl rand -base64 32'.");
        }

        _master = Encoding.UTF8.GetBytes(secret);
    }

    /// <exception cref="ConfigurationException">The variable is missing or too short.</exception>
    public static SecretKey Read(IConfiguration configuration) => new(configuration[VariableName] ?? "");

    /// <summary>32 bytes for <paramref name="purpose"/>, by HKDF-SHA256 (RFC 5869).</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, info: Encoding.UTF8.GetBytes("podium/" + purpose));
}
