using System.Buffers.Binary;
using System.Buffers.Text;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Artifacts;

/// <summary>The place after one row of one order: its sort key and its id. Rows inserted meanwhile neither shift nor repeat what follows.</summary>
/// <remarks>Opaque to clients: base64url of the order, the key and the id. It holds nothing secret and grants nothing, so it is checked, not signed.</remarks>
internal readonly record struct ArtifactCursor(ArtifactSort Sort, long Key, Guid Id)
{
    private const int Length = 1 + sizeof(long) + 16;

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)Sort;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Key);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidInputException">Names <c>cursor</c>: not one of Podium's, or of another order.</exception>
    public static ArtifactCursor Decode(string text, ArtifactSort sort)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            throw new InvalidInputException("cursor", "cursor is not one that a list returned.");
        }

        if (bytes[0] != (byte)sort)
        {
            throw new InvalidInputException("cursor", "cursor belongs to another sort order. Start again without it.");
        }

        return new ArtifactCursor(sort, BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), new Guid(bytes[9..], bigEndian: true));
    }
}

/// <summary>Orders of the gallery; unknown costs and times come last.</summary>
internal enum ArtifactSort : byte
{
    Newest = 1,
    Cheapest,
    Fastest,
    Lightest,
}
