using System.Text;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Keeps what a completion delivered.</summary>
internal sealed class RecordingSink : ICompletionSink
{
    private readonly Dictionary<DeltaChannel, StringBuilder> _texts = [];

    public List<(DeltaChannel Channel, string Text, TimeSpan At)> Deltas { get; } = [];

    public int Reads { get; private set; }

    public string Answer => Text(DeltaChannel.Answer);

    public string Reasoning => Text(DeltaChannel.Reasoning);

    public string Text(DeltaChannel channel) => _texts.TryGetValue(channel, out var text) ? text.ToString() : "";

    public void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent)
    {
        Deltas.Add((channel, text.ToString(), sinceSent));
        if (!_texts.TryGetValue(channel, out var all))
        {
            _texts[channel] = all = new StringBuilder();
        }

        all.Append(text);
    }

    public void OnReadCompleted() => Reads++;
}
