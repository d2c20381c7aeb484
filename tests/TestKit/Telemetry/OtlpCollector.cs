using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.TestKit.Telemetry.Wire;

namespace Podium.TestKit.Telemetry;

/// <summary>
/// An OTLP endpoint on loopback that remembers what it received: HTTP with protobuf bodies on <see cref="HttpEndpoint"/>, gRPC on
/// <see cref="GrpcEndpoint"/>.
/// </summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private const int GrpcPrefixBytes = 5;

    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<ReceivedPoint> _points = new();
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with <c>OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf</c>.</summary>
    public string HttpEndpoint => Address(0);

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with <c>OTEL_EXPORTER_OTLP_PROTOCOL=grpc</c>.</summary>
    public string GrpcEndpoint => Address(1);

    public IReadOnlyCollection<ReceivedSpan> Spans => [.. _spans];

    public IReadOnlyCollection<ReceivedPoint> Points => [.. _points];

    /// <summary>What makes a Podium process send everything here, quickly.</summary>
    public IReadOnlyDictionary<string, string?> ProcessSettings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = HttpEndpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/{signal}", collector.ReceiveHttpAsync);
        app.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", collector.ReceiveGrpcAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private string Address(int index) =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);

    private async Task ReceiveHttpAsync(HttpContext context, string signal)
    {
        Store(signal, await ReadBodyAsync(context.Request), offset: 0);
        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>A unary call: one message with its five-byte prefix in, an empty one out, the status in the trailers.</summary>
    private async Task ReceiveGrpcAsync(HttpContext context, string signal)
    {
        var body = await ReadBodyAsync(context.Request);
        Store(signal, body, GrpcPrefixBytes, (int)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefixBytes]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Store(string signal, byte[] body, int offset, int? length = null)
    {
        var message = new CodedInputStream(body, offset, length ?? (body.Length - offset));
        if (signal is "traces" or "trace")
        {
            Enqueue(_spans, ReceivedMapping.Spans(ExportTraceServiceRequest.Parser.ParseFrom(message)));
        }
        else if (signal == "metrics")
        {
            Enqueue(_points, ReceivedMapping.Points(ExportMetricsServiceRequest.Parser.ParseFrom(message)));
        }
    }

    private static void Enqueue<T>(ConcurrentQueue<T> queue, IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            queue.Enqueue(item);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}
