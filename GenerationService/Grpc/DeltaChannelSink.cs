using System.Text;
using System.Threading.Channels;
using Podium.Generation.V1;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Grpc;

/// <summary>
/// Hands deltas from the provider's reader to the gRPC writer. Deltas that one read brought arrived at one moment, so they go as one message. The reader
/// never waits; a slow caller costs memory up to the answer limit.
/// </summary>
internal sealed class DeltaChannelSink(int maxCharacters, CancellationTokenSource stop) : ICompletionSink
{
    private readonly Channel<Delta> _deltas = System.Threading.Channels.Channel.CreateUnbounded<Delta>(new() { SingleReader = true, SingleWriter = true });
    private readonly StringBuilder _text = new();
    private DeltaChannel _channel;
    private TimeSpan _sinceSent;
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

        if (_text.Length > 0 && channel != _channel)
        {
            Send();
        }

        if (_text.Length == 0)
        {
            (_channel, _sinceSent) = (channel, sinceSent);
        }

        _text.Append(text);
    }

    public void OnReadCompleted() => Send();

    public void Complete()
    {
        Send();
        _deltas.Writer.TryComplete();
    }

    private void Send()
    {
        if (_text.Length == 0)
        {
            return;
        }

        _deltas.Writer.TryWrite(new Delta
        {
            Channel = (Podium.Generation.V1.Channel)_channel,
            Text = _text.ToString(),
            SinceSentUs = (long)_sinceSent.TotalMicroseconds,
        });
        _text.Clear();
    }
}
