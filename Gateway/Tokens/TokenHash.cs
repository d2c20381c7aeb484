using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Podium.Gateway.Tokens;

/// <summary>SHA-256 of a bearer token, as a value: caches keyed by it hold no token and cost no allocation.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    private const int MaxStackBytes = 1024;

    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        var size = Encoding.UTF8.GetByteCount(token);
        var utf8 = size <= MaxStackBytes ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(token, utf8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return new TokenHash(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }
}
