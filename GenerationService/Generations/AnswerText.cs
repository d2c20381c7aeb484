using System.Text;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>The answer of the current attempt, bounded over both channels.</summary>
internal sealed class AnswerText(int maxBytes)
{
    private readonly StringBuilder _text = new();
    private long _seen;
    private CancellationTokenSource? _attempt;
    private string _longest = "";

    /// <summary>The most that any attempt brought: what is kept when the last one failed.</summary>
    public string Longest => _text.Length >= _longest.Length ? ToString() : _longest;

    /// <summary>More came than is kept: the attempt was ended.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Sets the answer of the attempt before aside.</summary>
    /// <param name="attempt">Cancelled when the answer grows beyond its limit.</param>
    public void Begin(CancellationTokenSource attempt)
    {
        _longest = Longest;
        _text.Clear();
        _seen = 0;
        Overflowed = false;
        _attempt = attempt;
    }

    public bool TryAdd(DeltaChannel channel, ReadOnlySpan<char> text)
    {
        if (Overflowed)
        {
            return false;
        }

        _seen += text.Length;
        if (_seen > maxBytes)
        {
            Overflowed = true;
            _ = _attempt?.CancelAsync();
            return false;
        }

        if (channel == DeltaChannel.Answer)
        {
            _text.Append(text);
        }

        return true;
    }

    public override string ToString() => _text.ToString();
}
