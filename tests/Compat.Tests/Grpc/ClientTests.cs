using Compat.Peers.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Podium.TestKit;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The stand-in as a client, against servers of every implementation.</summary>
public sealed class ClientTests(PeerServers servers) : IClassFixture<PeerServers>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static CallOptions Options => new(deadline: DateTime.UtcNow + Limit);

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_unary_call_carries_text_and_binary_metadata_both_ways(string peer)
    {
        using var channel = await OpenAsync(peer);
        var headers = new Metadata { { "x-ask", "hello, world" }, { "X-Ask-Bin", [0, 255, 10, 44] } };

        using var call = new Peer.PeerClient(channel).UnaryAsync(
            new Note { Text = "echo", Count = 7, Data = ByteString.CopyFrom(1, 2, 3) }, Options.WithHeaders(headers));
        var response = await call.ResponseAsync.WaitAsync(Limit);

        response.ShouldBe(new Note { Text = "echo", Count = 7, Data = ByteString.CopyFrom(1, 2, 3) });
        var responseHeaders = await call.ResponseHeadersAsync.WaitAsync(Limit);
        responseHeaders.GetValue("x-echo").ShouldBe("hello, world");
        responseHeaders.GetValueBytes("x-echo-bin").ShouldBe([0, 255, 10, 44]);
        call.GetTrailers().GetValue("x-trail").ShouldBe("end");
        call.GetTrailers().GetValueBytes("x-trail-bin").ShouldBe([0, 1, 254, 255]);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_blocking_call_returns_the_response(string peer)
    {
        using var channel = await OpenAsync(peer);
        var response = await Task.Run(() => new Peer.PeerClient(channel).Unary(new Note { Text = "echo" }, Options)).WaitAsync(Limit);
        response.Text.ShouldBe("echo");
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_failure_keeps_its_code_its_unicode_message_and_its_trailers(string peer)
    {
        using var channel = await OpenAsync(peer);
        var failure = await FailureAsync(new Peer.PeerClient(channel).UnaryAsync(new Note { Text = "fail" }, Options).ResponseAsync);

        failure.Status.ShouldBe(new Status(StatusCode.InvalidArgument, PeerService.FailureDetail));
        failure.Trailers.GetValue("x-reason").ShouldBe("asked");
        failure.Trailers.GetValueBytes("x-reason-bin").ShouldBe([0, 1, 254, 255]);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_client_stream_is_collected_into_one_response(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Collect(Options);
        for (var i = 1; i <= 100; i++)
        {
            await call.RequestStream.WriteAsync(new Note { Text = "x", Count = i }).WaitAsync(Limit);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseAsync.WaitAsync(Limit)).ShouldBe(new Note { Text = new string('x', 100), Count = 5050 });
        call.GetTrailers().GetValue("x-trail").ShouldBe("collected");
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_client_stream_that_the_server_stops_fails_with_its_status(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Collect(Options);
        var failure = await FailureAsync(WriteUntilStoppedAsync());
        failure.Status.ShouldBe(new Status(StatusCode.Aborted, "stopped early"));

        async Task WriteUntilStoppedAsync()
        {
            while (true)
            {
                await call.RequestStream.WriteAsync(new Note { Text = "fail" });
                await Task.Delay(10);
            }
        }
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_server_stream_arrives_whole_and_in_order(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Expand(new Note { Text = "n", Count = 1000 }, Options);
        var counts = new List<int>();
        await foreach (var note in call.ResponseStream.ReadAllAsync())
        {
            counts.Add(note.Count);
        }

        counts.ShouldBe(Enumerable.Range(0, 1000));
        call.GetTrailers().GetValue("x-trail").ShouldBe("expanded");
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_server_stream_may_be_empty(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Expand(new Note { Text = "n" }, Options);
        (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_server_stream_that_fails_gives_its_messages_first(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Expand(new Note { Text = "fail", Count = 3 }, Options);
        for (var i = 0; i < 3; i++)
        {
            (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        }

        var failure = await FailureAsync(call.ResponseStream.MoveNext());
        failure.Status.ShouldBe(new Status(StatusCode.Aborted, "stopped"));
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task Both_directions_of_a_duplex_call_flow_at_once(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Chat(Options);
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new Note { Text = "ping", Count = i }).WaitAsync(Limit);
            (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
            call.ResponseStream.Current.ShouldBe(new Note { Text = "ping", Count = i });
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeFalse();
        call.GetTrailers().GetValue("x-trail").ShouldBe("end");
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task The_headers_of_a_duplex_call_come_before_its_first_message(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Chat(Options.WithHeaders(new Metadata { { "x-ask", "early" } }));
        (await call.ResponseHeadersAsync.WaitAsync(Limit)).GetValue("x-echo").ShouldBe("early");
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_duplex_call_ends_with_the_status_of_the_server(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var call = new Peer.PeerClient(channel).Chat(Options);
        await call.RequestStream.WriteAsync(new Note { Text = "fail" }).WaitAsync(Limit);
        (await FailureAsync(call.ResponseStream.MoveNext())).Status.ShouldBe(new Status(StatusCode.FailedPrecondition, "enough"));
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task The_server_is_told_the_deadline(string peer)
    {
        using var channel = await OpenAsync(peer);
        var remaining = await new Peer.PeerClient(channel)
            .UnaryAsync(new Note { Text = "remaining" }, deadline: DateTime.UtcNow.AddSeconds(60)).ResponseAsync.WaitAsync(Limit);
        remaining.Count.ShouldBeInRange(45_000, 60_001);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_call_ends_at_its_deadline(string peer)
    {
        using var channel = await OpenAsync(peer);
        var call = new Peer.PeerClient(channel).UnaryAsync(new Note { Text = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(300));
        (await FailureAsync(call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_cancelled_unary_call_is_cancelled_on_the_server_too(string peer)
    {
        using var channel = await OpenAsync(peer);
        using var cancellation = new CancellationTokenSource();
        await CancelledAsync(channel, async client =>
        {
            var response = client.UnaryAsync(new Note { Text = "wait" }, Options.WithCancellationToken(cancellation.Token)).ResponseAsync;
            await Task.Delay(200);
            await cancellation.CancelAsync();
            (await FailureAsync(response)).StatusCode.ShouldBe(StatusCode.Cancelled);
        });
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task Disposing_of_a_stream_cancels_it_on_the_server(string peer)
    {
        using var channel = await OpenAsync(peer);
        await CancelledAsync(channel, async client =>
        {
            using var call = client.Expand(new Note { Text = "forever" }, Options);
            (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        });
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_response_over_the_limit_of_the_client_is_refused(string peer)
    {
        using var channel = await OpenAsync(peer, maxReceive: 1000);
        var client = new Peer.PeerClient(channel);
        (await client.UnaryAsync(new Note { Text = "large", Count = 900 }, Options).ResponseAsync.WaitAsync(Limit)).Data.Length.ShouldBe(900);
        var failure = await FailureAsync(client.UnaryAsync(new Note { Text = "large", Count = 1000 }, Options).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_request_over_the_limit_of_the_server_is_refused(string peer)
    {
        using var channel = await OpenAsync(peer);
        var request = new Note { Text = "echo", Data = ByteString.CopyFrom(new byte[2 << 20]) };
        var failure = await FailureAsync(new Peer.PeerClient(channel).UnaryAsync(request, Options).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task A_large_message_passes_whole_in_both_directions(string peer)
    {
        using var channel = await OpenAsync(peer);
        var data = new byte[900_000];
        new Random(7).NextBytes(data);
        var request = new Note { Text = "echo", Data = ByteString.CopyFrom(data) };
        (await new Peer.PeerClient(channel).UnaryAsync(request, Options).ResponseAsync.WaitAsync(Limit)).ShouldBe(request);
    }

    [Theory, Peer(PeerPrograms.Own), Peer(PeerPrograms.Grpcio), Peer(PeerPrograms.GrpcJs)]
    public async Task An_unknown_method_is_unimplemented(string peer)
    {
        using var channel = await OpenAsync(peer);
        var method = new Method<string, string>(
            MethodType.Unary, "compat.peers.v1.Peer", "Missing", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
        var failure = await FailureAsync(channel.CreateCallInvoker().AsyncUnaryCall(method, null, Options, "").ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    private static async Task<RpcException> FailureAsync(Task task) => await Should.ThrowAsync<RpcException>(task.WaitAsync(Limit));

    private static async Task CancelledAsync(GrpcChannel channel, Func<Peer.PeerClient, Task> cancel)
    {
        var client = new Peer.PeerClient(channel);
        var before = (await client.UnaryAsync(new Note { Text = "cancelled" }, Options).ResponseAsync.WaitAsync(Limit)).Count;
        await cancel(client);
        await Eventually.IsTrueAsync(
            async () => (await client.UnaryAsync(new Note { Text = "cancelled" }, Options).ResponseAsync.WaitAsync(Limit)).Count > before,
            Limit,
            "the server sees the cancellation");
    }

    private async Task<GrpcChannel> OpenAsync(string peer, int? maxReceive = 4 << 20) =>
        GrpcChannel.ForAddress(await servers.AddressOfAsync(peer), new GrpcChannelOptions { MaxReceiveMessageSize = maxReceive });
}
