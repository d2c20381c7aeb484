using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Serialises a message straight into the response pipe: when the length is known beforehand, nothing is copied.</summary>
internal sealed class PipeMessageWriter(PipeWriter pipe, int? maxSize) : SerializationContext
{
    private const int PrefixLength = 5;

    private ArrayBufferWriter<byte>? _unknownLength;
    private bool _prefixed;

    public void Write<T>(T message, Marshaller<T> marshaller)
    {
        _prefixed = false;
        marshaller.ContextualSerializer(message, this);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        MessageBuffer.CheckSize(payloadLength, maxSize);
        var prefix = pipe.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)payloadLength);
        pipe.Advance(PrefixLength);
        _prefixed = true;
    }

    public override IBufferWriter<byte> GetBufferWriter() => _prefixed ? pipe : _unknownLength ??= new ArrayBufferWriter<byte>();

    public override void Complete(byte[] payload)
    {
        SetPayloadLength(payload.Length);
        pipe.Write(payload);
    }

    public override void Complete()
    {
        if (!_prefixed)
        {
            var written = _unknownLength is null ? default : _unknownLength.WrittenSpan;
            SetPayloadLength(written.Length);
            pipe.Write(written);
            _unknownLength?.ResetWrittenCount();
        }
    }
}
