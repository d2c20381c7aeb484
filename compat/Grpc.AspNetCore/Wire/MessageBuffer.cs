using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>One message as a single block of memory, prefix included, so that it leaves in one write.</summary>
internal sealed class MessageBuffer(int? maxSize) : SerializationContext, IBufferWriter<byte>
{
    private const int PrefixLength = 5;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>Serialises a message; the memory is valid until the next call or <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Write<T>(T message, Marshaller<T> marshaller)
    {
        _length = PrefixLength;
        marshaller.ContextualSerializer(message, this);
        CheckSize(_length - PrefixLength, maxSize);
        _buffer[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(1), (uint)(_length - PrefixLength));
        return _buffer.AsMemory(0, _length);
    }

    /// <summary>Gives the memory back; not to be called while a write may still read it.</summary>
    public void Release()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckSize(payloadLength, maxSize);
        Reserve(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete(byte[] payload)
    {
        CheckSize(payload.Length, maxSize);
        Reserve(payload.Length);
        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
    }

    // An empty message asks for no memory, but still has a prefix.
    public override void Complete() => Reserve(0);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    internal static void CheckSize(int length, int? maxSize)
    {
        if (length > maxSize)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count && _buffer.Length > 0)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _buffer.Length * 2));
        _buffer.AsSpan(0, Math.Min(_length, _buffer.Length)).CopyTo(larger);
        Release();
        _buffer = larger;
    }
}
