using System.Diagnostics;
using Podium.GenerationService.Providers.Http;

namespace Podium.GenerationService.Tests.Providers;

public sealed class StampedContentTests
{
    [Fact]
    public async Task A_thread_that_loses_its_turn_after_the_send_does_not_make_the_clock_start_late()
    {
        var content = new StampedContent("{}"u8.ToArray());
        var socket = new TakingStream(wait: null);

        await content.CopyToAsync(socket);

        content.SentAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(socket.TakenAt);
    }

    [Fact]
    public async Task A_body_that_had_to_wait_for_its_peer_starts_the_clock_when_the_peer_has_taken_it()
    {
        var content = new StampedContent("{}"u8.ToArray());
        var peer = new TaskCompletionSource();
        var socket = new TakingStream(peer.Task);

        var sending = content.CopyToAsync(socket);
        content.SentAt.ShouldBeNull();
        var taken = Stopwatch.GetTimestamp();
        peer.SetResult();
        await sending;

        content.SentAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(taken);
    }

    /// <summary>Takes bytes, and then keeps its caller as a busy machine may.</summary>
    private sealed class TakingStream(Task? wait) : MemoryStream
    {
        public long TakenAt { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (wait is not null)
            {
                await wait;
            }

            TakenAt = Stopwatch.GetTimestamp();
            Thread.Sleep(5);
        }
    }
}
