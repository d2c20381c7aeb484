using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Podium.Generation.V1;

namespace Podium.Gateway.Tests;

/// <summary>
/// Stands where the generation service stands: HTTP/1.1 on one port, and gRPC on another as bytes on the wire, independent of the stand-in under test.
/// </summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app) => _app = app;

    public Uri Http => new(_app.Urls.First());

    public Uri Grpc => new(_app.Urls.Last());

    /// <summary>The headers of each request that arrived, last one last.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = new();

    /// <summary>What <c>/api/generate/stream</c> sends next; completing it ends the stream.</summary>
    public Channel<string> Tokens { get; } = System.Threading.Channels.Channel.CreateUnbounded<string>();

    /// <summary>Completes when a streaming client is seen to have gone.</summary>
    public TaskCompletionSource ClientGone { get; } = new();

    /// <summary>Pages by artifact id.</summary>
    public ConcurrentDictionary<string, string> Pages { get; } = new();

    /// <summary>How often a page itself was sent.</summary>
    public int PagesMoved { get; private set; }

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Map("/api/generate/echo", upstream.EchoAsync);
        app.MapGet("/api/generate/stream", upstream.StreamAsync);
        app.MapPost("/podium.generation.v1.Generation/GetArtifactPage", upstream.GetPageAsync);
        await app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        Tokens.Writer.TryComplete();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void Record(HttpContext context) => Requests.Enqueue(
        context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));

    private async Task EchoAsync(HttpContext context)
    {
        Record(context);
        var bytes = 0L;
        var buffer = new byte[81920];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; bytes += read)
        {
        }

        await context.Response.WriteAsJsonAsync(new { path = context.Request.Path.Value, query = context.Request.QueryString.Value, bytes });
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync();
        try
        {
            await foreach (var token in Tokens.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync($"data: {token}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            ClientGone.TrySetResult();
        }
    }

    private async Task GetPageAsync(HttpContext context)
    {
        Record(context);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = GetArtifactPageRequest.Parser.ParseFrom(body.ToArray().AsSpan(5));
        var id = request.ArtifactId;
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        if (!Pages.TryGetValue(id, out var html))
        {
            await context.Response.StartAsync();
            context.Response.AppendTrailer("grpc-status", "5");
            return;
        }

        var page = new ArtifactPage { ArtifactId = id, Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html))) };
        if (page.Sha256 != request.KnownSha256)
        {
            page.HtmlGzip = ByteString.CopyFrom(Gzip(html));
            PagesMoved++;
        }

        var message = page.ToByteArray();
        await context.Response.Body.WriteAsync(new byte[] { 0, 0, (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length });
        await context.Response.Body.WriteAsync(message);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
