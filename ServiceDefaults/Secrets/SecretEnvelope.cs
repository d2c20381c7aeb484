using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Podium.ServiceDefaults.Secrets;

/// <summary>
/// A secret as it is stored: <c>v1.&lt;nonce&gt;.&lt;cipher and tag&gt;</c>, the parts in base64url, by AES-256-GCM (NIST SP 800-38D). The owner's name is
/// authenticated with it, so an envelope moved to another row does not open.
/// </summary>
/// <param name="key">32 bytes, of <see cref="Identity.SecretKey.Derive"/>.</param>
public sealed class SecretEnvelope(byte[] key) : IDisposable
{
    private const string Version = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _aes = new(key, TagBytes);

    /// <param name="secret">The text to keep.</param>
    /// <param name="owner">What it belongs to, for example <c>connection/17</c>.</param>
    public string Seal(string secret, string owner)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var sealedBytes = new byte[plain.Length + TagBytes];
        lock (_aes)
        {
            _aes.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), Encoding.UTF8.GetBytes(owner));
        }

        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}.{Base64Url.EncodeToString(nonce)}.{Base64Url.EncodeToString(sealedBytes)}";
    }

    /// <returns>False for an envelope of another key, another owner, another version, or one that was tampered with.</returns>
    public bool TryOpen(string envelope, string owner, [NotNullWhen(true)] out string? secret)
    {
        secret = null;
        var parts = envelope.Split('.');
        if (parts is not [Version, var nonceText, var sealedText] || !TryDecode(nonceText, out var nonce) || !TryDecode(sealedText, out var bytes)
            || nonce.Length != NonceBytes || bytes.Length < TagBytes)
        {
            return false;
        }

        var plain = new byte[bytes.Length - TagBytes];
        try
        {
            lock (_aes)
            {
                _aes.Decrypt(nonce, bytes.AsSpan(0, plain.Length), bytes.AsSpan(plain.Length), plain, Encoding.UTF8.GetBytes(owner));
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        secret = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return true;
    }

    public void Dispose() => _aes.Dispose();

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(text))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }
}
