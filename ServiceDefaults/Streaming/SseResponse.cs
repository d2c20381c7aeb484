using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Podium.ServiceDefaults.Streaming;

/// <summary>Sends frames as they are: many events per flush, and a comment when nothing happens, so that no proxy gives up.</summary>
public static class SseResponse
{
    private const int ChunkSize = 64 * 1024;

    private static ReadOnlySpan<byte> KeepAlive => ": keep-alive\n\n"u8;

    public static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <param name="frames">Whole frames; an empty piece stands for a pause.</param>
    public static async Task SendAsync(HttpContext context, IAsyncEnumerable<ReadOnlyMemory<byte>> frames)
    {
        Begin(context);
        var cancellationToken = context.RequestAborted;
        await context.Response.StartAsync(cancellationToken);
        var writer = context.Response.BodyWriter;
        await foreach (var piece in frames.WithCancellation(cancellationToken))
        {
            if (piece.IsEmpty)
            {
                writer.Write(KeepAlive);
            }

            for (var rest = piece; !rest.IsEmpty; rest = rest[Math.Min(ChunkSize, rest.Length)..])
            {
                writer.Write(rest.Span[..Math.Min(ChunkSize, rest.Length)]);
                if (rest.Length > ChunkSize)
                {
                    await writer.FlushAsync(cancellationToken);
                }
            }

            await writer.FlushAsync(cancellationToken);
        }
    }
}
