using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Opens compressed messages; nothing is ever sent compressed.</summary>
internal static class Compression
{
    public static bool IsSupported(string? encoding) => encoding is null or "" or WireHeaders.Identity or WireHeaders.Gzip;

    /// <exception cref="RpcException">The stream named no such encoding, the data are damaged, or open to more than the limit.</exception>
    public static ReadOnlySequence<byte> Decompress(string? encoding, ReadOnlySequence<byte> payload, int? maxSize)
    {
        if (encoding != WireHeaders.Gzip)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A message is marked as compressed, but the call names no such encoding."));
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(payload.ToArray(), writable: false), CompressionMode.Decompress);
            return new ReadOnlySequence<byte>(ReadAll(gzip, maxSize ?? int.MaxValue));
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "A compressed message is damaged.", e));
        }
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, int maxSize)
    {
        var output = new ArrayBufferWriter<byte>();
        while (stream.Read(output.GetSpan(4096)) is var read and > 0)
        {
            output.Advance(read);
            if (output.WrittenCount > maxSize)
            {
                throw MessageReader<object>.TooLarge();
            }
        }

        return output.WrittenMemory;
    }
}
