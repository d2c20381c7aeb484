using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Podium.GenerationService.Providers.Http;

/// <summary>A JSON body that notes when it has been handed to the socket: t0 of every measurement.</summary>
internal sealed class StampedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");
    private readonly byte[] _body;

    public StampedContent(byte[] body)
    {
        _body = body;
        Headers.ContentType = _json;
    }

    /// <summary>A <see cref="Stopwatch"/> timestamp; null until the body went out. A request repeated on a fresh connection moves it.</summary>
    public long? SentAt { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var handedOver = Stopwatch.GetTimestamp();
        var sending = SendAsync(stream, cancellationToken);

        // A body that the socket took at once left before the call: stamped afterwards, a thread that lost its turn meanwhile would flatter the model.
        // One that had to wait for the peer has left when the wait is over.
        var atOnce = sending.IsCompletedSuccessfully;
        await sending;
        SentAt = atOnce ? handedOver : Stopwatch.GetTimestamp();
    }

    private async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_body, cancellationToken);

        // Without the flush the bytes would still wait in the connection's write buffer when the clock starts.
        await stream.FlushAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
