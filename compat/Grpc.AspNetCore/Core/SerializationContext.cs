using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller writes one message: either a whole array, or a length and then a buffer writer.</summary>
public abstract class SerializationContext
{
    /// <summary>Completes the message with a finished payload.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>The buffer to write the payload to; <see cref="Complete()"/> ends it.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>States the exact length of what will be written; optional, before <see cref="GetBufferWriter"/>.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw new NotImplementedException();
}
