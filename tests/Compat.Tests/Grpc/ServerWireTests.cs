using System.Net;
using System.Net.Http.Headers;
using Compat.Peers.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Podium.TestKit;

namespace Podium.Compat.Tests.Grpc;

/// <summary>What the server answers to requests that no well-behaved client sends.</summary>
public sealed class ServerWireTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler()) { Timeout = Limit };
    private OwnServer _server = null!;

    public async Task InitializeAsync() => _server = await OwnServer.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    public async Task Another_content_type_is_415(string contentType)
    {
        using var response = await SendAsync(Frame(new Note()), request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue(contentType));
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        StatusOf(response).ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task Http_1_is_told_to_upgrade()
    {
        await using var server = await OwnServer.StartAsync<PeerService>(protocols: HttpProtocols.Http1);
        using var response = await SendAsync(Frame(new Note()), request => request.Version = HttpVersion.Version11, server: server);
        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task Requests_that_are_not_grpc_pass_by_the_answers_to_unknown_services()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Address, "some/page"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("2H", 7_200_000)]
    [InlineData("3M", 180_000)]
    [InlineData("60S", 60_000)]
    [InlineData("50000m", 50_000)]
    [InlineData("40000000u", 40_000)]
    [InlineData("eternity", -1)]
    public async Task A_deadline_is_understood_in_every_unit(string timeout, int milliseconds)
    {
        using var response = await SendAsync(
            Frame(new Note { Text = "remaining" }), request => request.Headers.TryAddWithoutValidation("grpc-timeout", timeout));
        var note = Note.Parser.ParseFrom((await response.Content.ReadAsByteArrayAsync())[5..]);
        note.Count.ShouldBeInRange(milliseconds - (milliseconds < 0 ? 0 : 10_000), milliseconds);
    }

    [Fact]
    public async Task A_deadline_of_nanoseconds_has_passed_at_once()
    {
        using var response = await SendAsync(
            Frame(new Note { Text = "wait" }), request => request.Headers.TryAddWithoutValidation("grpc-timeout", "1n"));
        StatusOf(response).ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task An_unsupported_encoding_is_unimplemented_and_names_the_supported_ones()
    {
        using var response = await SendAsync(Frame(new Note()), request => request.Headers.TryAddWithoutValidation("grpc-encoding", "zstd"));
        StatusOf(response).ShouldBe(StatusCode.Unimplemented);
        response.Headers.GetValues("grpc-accept-encoding").ShouldBe(["identity,gzip"]);
    }

    [Fact]
    public async Task A_compressed_message_without_an_encoding_is_an_error()
    {
        using var response = await SendAsync([1, 0, 0, 0, 0]);
        StatusOf(response).ShouldBe(StatusCode.Internal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("000000000A0A")]
    public async Task A_missing_or_cut_off_request_is_an_error(string hex)
    {
        using var response = await SendAsync(Convert.FromHexString(hex));
        StatusOf(response).ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task A_second_request_of_a_unary_call_is_an_error()
    {
        using var response = await SendAsync([.. Frame(new Note()), .. Frame(new Note())]);
        StatusOf(response).ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task A_message_that_is_not_protobuf_is_an_error()
    {
        using var response = await SendAsync([0, 0, 0, 0, 2, 0xff, 0xff]);
        StatusOf(response).ShouldNotBe(StatusCode.OK);
    }

    [Fact]
    public async Task A_failure_before_any_message_is_sent_as_headers_alone()
    {
        using var response = await SendAsync(Frame(new Note { Text = "fail" }));
        response.Headers.GetValues("grpc-status").ShouldBe(["3"]);
        response.Headers.GetValues("grpc-message").ShouldBe(["Ung%C3%BCltig: 100 %25 von %E6%97%A5%E6%9C%AC %F0%9F%8C%8D%0Anext line"]);
        response.TrailingHeaders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_never_reads_is_cut_off_at_its_deadline()
    {
        await using var server = await OwnServer.StartAsync<FloodService>();
        using var response = await SendAsync(
            Frame(new Note()), request => request.Headers.TryAddWithoutValidation("grpc-timeout", "300m"), "Expand", server);
        var calls = (PeerCalls)server.Services.GetService(typeof(PeerCalls))!;
        await Eventually.IsTrueAsync(() => calls.Cancelled == 1, Limit, "the method is released");
    }

    private static byte[] Frame(Note note) => [0, 0, 0, 0, (byte)note.CalculateSize(), .. note.ToByteArray()];

    private static StatusCode StatusOf(HttpResponseMessage response) => (StatusCode)int.Parse(
        response.Headers.Concat(response.TrailingHeaders).Single(header => header.Key == "grpc-status").Value.Single());

    private async Task<HttpResponseMessage> SendAsync(
        byte[] body, Action<HttpRequestMessage>? configure = null, string method = "Unary", OwnServer? server = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri((server ?? _server).Address, $"/compat.peers.v1.Peer/{method}"))
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        configure?.Invoke(request);
        var completion = method == "Expand" ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
        return await _http.SendAsync(request, completion).WaitAsync(Limit);
    }

    /// <summary>Writes until it is stopped.</summary>
    private sealed class FloodService(PeerCalls calls) : Peer.PeerBase
    {
        public override async Task Expand(Note request, IServerStreamWriter<Note> responseStream, ServerCallContext context)
        {
            try
            {
                var note = new Note { Data = ByteString.CopyFrom(new byte[100_000]) };
                while (true)
                {
                    await responseStream.WriteAsync(note);
                }
            }
            finally
            {
                calls.CountCancelled();
            }
        }
    }
}
