using System.Net;
using System.Net.Http.Headers;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>The one request of a call, already serialised.</summary>
internal sealed class SingleRequest : HttpContent
{
    private readonly ReadOnlyMemory<byte> _message;

    public SingleRequest(ReadOnlyMemory<byte> message)
    {
        _message = message;
        Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_message).AsTask();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_message, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}

/// <summary>A request body that stays open: it hands its stream to the writer and ends when the writer says so.</summary>
internal sealed class StreamingRequest : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamingRequest() => Headers.ContentType = new MediaTypeHeaderValue(WireHeaders.ContentType);

    public Task<Stream> Stream => _stream.Task;

    public void Complete() => _completed.TrySetResult();

    /// <summary>Ends the body, and fails whoever still waits for its stream.</summary>
    public void Abandon(Exception reason)
    {
        if (_stream.TrySetException(reason))
        {
            // Read once, so that a stream nobody waits for is no unobserved exception.
            _ = _stream.Task.Exception;
        }

        _completed.TrySetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The headers would otherwise wait for the first message.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.TrySetResult(stream);
        await _completed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
