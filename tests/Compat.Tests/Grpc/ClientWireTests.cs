using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Podium.Compat.Tests.Grpc;

/// <summary>What the client makes of responses that no well-behaved server sends.</summary>
public sealed class ClientWireTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private OwnServer _server = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _server = await OwnServer.StartAsync<PeerService>(map: (app, _) =>
        {
            app.MapPost("/http/{status:int}", (int status) => Results.StatusCode(status));
            app.MapPost("/raw/{name}", AnswerAsync);
        });
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    public async Task An_http_status_stands_for_a_missing_grpc_status(int http, StatusCode expected) =>
        (await FailureAsync("http", $"{http}")).StatusCode.ShouldBe(expected);

    [Theory]
    [InlineData("html", StatusCode.Unknown)]
    [InlineData("no-status", StatusCode.Unknown)]
    [InlineData("status-99", StatusCode.Unknown)]
    [InlineData("ok-without-message", StatusCode.Internal)]
    [InlineData("two-messages", StatusCode.Internal)]
    [InlineData("cut-off", StatusCode.Internal)]
    [InlineData("reset-cancel", StatusCode.Cancelled)]
    [InlineData("reset-refused", StatusCode.Unavailable)]
    [InlineData("reset-calm", StatusCode.ResourceExhausted)]
    public async Task A_broken_response_has_a_status_too(string name, StatusCode expected) =>
        (await FailureAsync("raw", name)).StatusCode.ShouldBe(expected);

    [Fact]
    public async Task A_compressed_response_is_opened() => (await CallAsync("raw", "gzip")).ShouldBe("hello");

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var method = Method("raw", "any");
        var call = channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(deadline: DateTime.UtcNow + Limit), "");
        (await Should.ThrowAsync<RpcException>(call.ResponseAsync.WaitAsync(Limit))).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task A_call_that_is_over_before_it_starts_sends_nothing()
    {
        var invoker = _channel.CreateCallInvoker();
        using var late = invoker.AsyncUnaryCall(Method("raw", "gzip"), null, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(-1)), "");
        (await Should.ThrowAsync<RpcException>(late.ResponseAsync.WaitAsync(Limit))).StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        using var cancelled = invoker.AsyncUnaryCall(
            Method("raw", "gzip"), null, new CallOptions(cancellationToken: new CancellationToken(canceled: true)), "");
        (await Should.ThrowAsync<RpcException>(cancelled.ResponseAsync.WaitAsync(Limit))).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public void A_deadline_has_to_be_utc() => Should.Throw<InvalidOperationException>(() => _channel.CreateCallInvoker().AsyncUnaryCall(
        Method("raw", "gzip"), null, new CallOptions(deadline: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Local)), ""));

    [Fact]
    public async Task A_deadline_may_be_unlimited()
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(
            Method("raw", "gzip"), null, new CallOptions(deadline: DateTime.MaxValue), "");
        (await call.ResponseAsync.WaitAsync(Limit)).ShouldBe("hello");
    }

    [Fact]
    public void The_status_of_a_running_call_is_not_known()
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(
            Method("compat.peers.v1.Peer", "Unary"), null, new CallOptions(deadline: DateTime.UtcNow + Limit), "\u000a\u0004wait");
        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        Should.Throw<InvalidOperationException>(() => call.GetTrailers());
    }

    private static Method<string, string> Method(string service, string name) =>
        new(MethodType.Unary, service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    private static async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        switch ((string)http.Request.RouteValues["name"]!)
        {
            case "html":
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<p>a proxy</p>");
                break;
            case "no-status":
                await http.Response.Body.WriteAsync(new byte[5]);
                break;
            case "status-99":
                http.Response.Headers["grpc-status"] = "99";
                break;
            case "ok-without-message":
                http.Response.Headers["grpc-status"] = "0";
                break;
            case "two-messages":
                await EndAsync(http, new byte[10]);
                break;
            case "cut-off":
                await EndAsync(http, [0, 0, 0, 0, 9, 1]);
                break;
            case "reset-cancel":
                await ResetAsync(http, 0x8);
                break;
            case "reset-refused":
                await ResetAsync(http, 0x7);
                break;
            case "reset-calm":
                await ResetAsync(http, 0xb);
                break;
            case "gzip":
                http.Response.Headers["grpc-encoding"] = "gzip";
                var zipped = Gzip("hello"u8);
                await EndAsync(http, [1, 0, 0, 0, (byte)zipped.Length, .. zipped]);
                break;
        }
    }

    private static async Task EndAsync(HttpContext http, byte[] body)
    {
        await http.Response.Body.WriteAsync(body);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task ResetAsync(HttpContext http, int code)
    {
        await http.Response.Body.FlushAsync();
        http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
    }

    private static byte[] Gzip(ReadOnlySpan<byte> data)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(data);
        }

        return output.ToArray();
    }

    private async Task<RpcException> FailureAsync(string service, string name) => await Should.ThrowAsync<RpcException>(CallAsync(service, name));

    private async Task<string> CallAsync(string service, string name)
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(
            Method(service, name), null, new CallOptions(deadline: DateTime.UtcNow + Limit), "");
        return await call.ResponseAsync.WaitAsync(Limit);
    }
}
