using System.Threading.Channels;
using Podium.Generation.V1;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Grpc;

/// <summary>Hands deltas from the provider's reader to the gRPC writer. The reader never waits; a slow caller costs memory up to the answer limit.</summary>
internal sealed class DeltaChannelSink(int maxCharacters, CancellationTokenSource stop) : ICompletionSink
{
    private readonly Channel<Delta> _deltas = System.Threading.Channels.Channel.CreateUnbounded<Delta>(new() { SingleReader = true, SingleWriter = true });
    private long _seen;

    public ChannelReader<Delta> Reader => _deltas.Reader;

    public bool Overflowed { get; private set; }

    public void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent)
    {
        _seen += text.Length;
        if (_seen > maxCharacters)
        {
            Overflowed = true;
            _ = stop.CancelAsync();
            return;
        }

        _deltas.Writer.TryWrite(new Delta
        {
            Channel = (Podium.Generation.V1.Channel)channel,
            Text = text.ToString(),
            SinceSentUs = (long)sinceSent.TotalMicroseconds,
        });
    }

    public void OnReadCompleted()
    {
        // Each delta wakes the writer by itself.
    }

    public void Complete() => _deltas.Writer.TryComplete();
}
