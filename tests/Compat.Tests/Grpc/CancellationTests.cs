using Compat.Peers.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Podium.TestKit;

namespace Podium.Compat.Tests.Grpc;

/// <summary>Calls that are cancelled at any moment of their life.</summary>
public sealed class CancellationTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private OwnServer _server = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _server = await OwnServer.StartAsync();
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Hundreds_of_calls_cancelled_at_random_moments_all_end_with_a_status()
    {
        var random = new Random(11);
        var calls = Enumerable.Range(0, 400).Select(i => EndAsync(i % 4, TimeSpan.FromMilliseconds(random.Next(0, 30)))).ToList();
        var statuses = await Task.WhenAll(calls).WaitAsync(Limit);
        statuses.ShouldAllBe(status => status == StatusCode.OK || status == StatusCode.Cancelled || status == StatusCode.DeadlineExceeded);

        // The connection is as good as before.
        var client = new Peer.PeerClient(_channel);
        (await client.UnaryAsync(new Note { Text = "echo" }).ResponseAsync.WaitAsync(Limit)).Text.ShouldBe("echo");
    }

    [Fact]
    public async Task Cancelling_one_read_cancels_the_call()
    {
        using var call = new Peer.PeerClient(_channel).Expand(new Note { Text = "forever" }, deadline: DateTime.UtcNow + Limit);
        (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        using var cancellation = new CancellationTokenSource(50);
        var failure = await Should.ThrowAsync<RpcException>(call.ResponseStream.MoveNext(cancellation.Token).WaitAsync(Limit));
        failure.StatusCode.ShouldBe(StatusCode.Cancelled);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task A_call_that_the_server_breaks_off_fails_as_unavailable_or_internal()
    {
        var server = await OwnServer.StartAsync<AbortingService>();
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new Peer.PeerClient(channel).Chat(deadline: DateTime.UtcNow + Limit);
        await call.RequestStream.WriteAsync(new Note()).WaitAsync(Limit);
        (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        await call.RequestStream.WriteAsync(new Note()).WaitAsync(Limit);
        var failure = await Should.ThrowAsync<RpcException>(call.ResponseStream.MoveNext().WaitAsync(Limit));
        failure.StatusCode.ShouldBeOneOf(StatusCode.Unavailable, StatusCode.Internal);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_vanishes_cancels_its_calls()
    {
        var calls = (PeerCalls)_server.Services.GetService(typeof(PeerCalls))!;
        var handler = new SocketsHttpHandler();
        using (var channel = GrpcChannel.ForAddress(_server.Address, new GrpcChannelOptions { HttpHandler = handler }))
        {
            using var call = new Peer.PeerClient(channel).Expand(new Note { Text = "forever" });
            (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
            handler.Dispose();
        }

        await Eventually.IsTrueAsync(() => calls.Cancelled == 1, Limit, "the method is released");
    }

    private async Task<StatusCode> EndAsync(int kind, TimeSpan after)
    {
        using var cancellation = new CancellationTokenSource(after);
        var client = new Peer.PeerClient(_channel);
        var options = new CallOptions(cancellationToken: cancellation.Token, deadline: DateTime.UtcNow + Limit / 2);
        try
        {
            switch (kind)
            {
                case 0:
                    await client.UnaryAsync(new Note { Text = "echo" }, options);
                    break;
                case 1:
                    using (var expand = client.Expand(new Note { Count = 10_000 }, options))
                    {
                        await expand.ResponseStream.ReadAllAsync().CountAsync();
                    }

                    break;
                case 2:
                    using (var collect = client.Collect(options))
                    {
                        for (var i = 0; i < 1000; i++)
                        {
                            await collect.RequestStream.WriteAsync(new Note { Count = i });
                        }

                        await collect.RequestStream.CompleteAsync();
                        await collect;
                    }

                    break;
                default:
                    using (var chat = client.Chat(options))
                    {
                        for (var i = 0; i < 100; i++)
                        {
                            await chat.RequestStream.WriteAsync(new Note { Count = i });
                            await chat.ResponseStream.MoveNext();
                        }
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    /// <summary>Answers one message and breaks off at the second.</summary>
    private sealed class AbortingService : Peer.PeerBase
    {
        public override async Task Chat(
            IAsyncStreamReader<Note> requestStream, IServerStreamWriter<Note> responseStream, ServerCallContext context)
        {
            await requestStream.MoveNext();
            await responseStream.WriteAsync(requestStream.Current);
            await requestStream.MoveNext();
            context.GetHttpContext().Abort();
        }
    }
}
