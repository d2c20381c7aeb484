using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Reads length-prefixed messages: one byte of flags (1: compressed), four bytes of length (big endian), the payload.</summary>
internal sealed class MessageReader<T>(PipeReader pipe, Marshaller<T> marshaller, int? maxSize, string? encoding)
    where T : class
{
    private const int PrefixLength = 5;

    private readonly ReceivedMessage _context = new();

    /// <summary>The next message, or null at the end of the stream.</summary>
    /// <exception cref="RpcException">A message is too large, cut off, or cannot be decoded.</exception>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (TryRead(ref buffer, out var message))
            {
                pipe.AdvanceTo(buffer.Start);
                return message;
            }

            if (result.IsCompleted)
            {
                var cutOff = !buffer.IsEmpty;
                pipe.AdvanceTo(buffer.End);
                return cutOff ? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message.")) : null;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Gives the buffers back; for a pipe that belongs to the reader, and not while a read is under way.</summary>
    public void Complete() => pipe.Complete();

    private bool TryRead(ref ReadOnlySequence<byte> buffer, out T? message)
    {
        message = null;
        if (buffer.Length < PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > (uint)(maxSize ?? int.MaxValue))
        {
            throw TooLarge();
        }

        if (buffer.Length - PrefixLength < length)
        {
            return false;
        }

        var payload = buffer.Slice(PrefixLength, length);
        _context.Payload = prefix[0] switch
        {
            0 => payload,
            1 => Compression.Decompress(encoding, payload, maxSize),
            _ => throw new RpcException(new Status(StatusCode.Internal, "Unexpected compressed flag value in message header.")),
        };
        message = marshaller.ContextualDeserializer(_context);
        _context.Payload = default;
        buffer = buffer.Slice(payload.End);
        return true;
    }

    internal static RpcException TooLarge() =>
        new(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
}

internal sealed class ReceivedMessage : DeserializationContext
{
    public ReadOnlySequence<byte> Payload { get; set; }

    public override int PayloadLength => (int)Payload.Length;

    public override byte[] PayloadAsNewBuffer() => Payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => Payload;
}
