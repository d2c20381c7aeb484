using Podium.GenerationService.Tasks.Demo;

namespace Podium.GenerationService.Providers.Demo;

/// <summary>How a demo model writes: each has a pace and a shape of its own.</summary>
/// <param name="FirstPiece">From the request to the first piece of any channel.</param>
/// <param name="Gap">Between two pieces.</param>
/// <param name="PieceChars">Length of a piece of the page.</param>
/// <param name="Thoughts">What it reasons first, a word at a time.</param>
/// <param name="FailsAfter">Pieces that the first attempt manages before it breaks down; null for a model that does not.</param>
internal sealed record DemoScript(TimeSpan FirstPiece, TimeSpan Gap, int PieceChars, string Thoughts = "", int? FailsAfter = null)
{
    private const string ThinkersThoughts =
        "First, what must stay: every section, every claim, every price. Then the order a visitor needs: what is it, is it for me, what does it cost, "
        + "whom can I trust. One accent colour, one type scale, generous space. The layout has to fold to a single column on a phone, keep its focus "
        + "rings, and respect reduced motion. No external files, so the page works anywhere. Good: write the shell, then the sections from top to bottom.";

    private const string ShortThoughts = "What is asked, and in which form? Keep to that form exactly, say nothing beside it, and check it once more. ";
    private const int ShortBreak = 2;

    private static readonly DemoScript _sprinter = new(Ms(160), Ms(9), 14);
    private static readonly DemoScript _thinker = new(Ms(420), Ms(26), 56, ThinkersThoughts);
    private static readonly DemoScript _judge = new(Ms(120), Ms(6), 24);
    private static readonly DemoScript _phoenix = new(Ms(240), Ms(14), 22, FailsAfter: 40);

    /// <summary>Null for a model that is none of the demo's.</summary>
    public static DemoScript? Of(string model) => DemoModel.Find(model) switch
    {
        { } found when found == DemoModel.Thinker => _thinker,
        { } found when found == DemoModel.Phoenix => _phoenix,
        { } found when found == DemoModel.Judge => _judge,
        { } => _sprinter,
        null => null,
    };

    /// <summary>
    /// The same model on the prompt of a suite: smaller pieces, other thoughts, and where it breaks down at all, early and not every time.
    /// </summary>
    /// <param name="breaks">It is the turn of this prompt to fail.</param>
    public DemoScript ForShortAnswers(bool breaks) => this with
    {
        PieceChars = Math.Max(4, PieceChars / 4),
        Thoughts = Thoughts.Length > 0 ? ShortThoughts : "",
        FailsAfter = FailsAfter is not null && breaks ? ShortBreak : null,
    };

    /// <summary>The thoughts by words, then the page by pieces.</summary>
    public IEnumerable<(DeltaChannel Channel, ReadOnlyMemory<char> Text)> Pieces(string page)
    {
        for (var start = 0; start < Thoughts.Length;)
        {
            var space = Thoughts.IndexOf(' ', start);
            var end = space < 0 ? Thoughts.Length : space + 1;
            yield return (DeltaChannel.Reasoning, Thoughts.AsMemory(start..end));
            start = end;
        }

        for (var start = 0; start < page.Length;)
        {
            var length = Math.Min(PieceChars, page.Length - start);
            length += start + length < page.Length && char.IsHighSurrogate(page[start + length - 1]) ? 1 : 0;
            yield return (DeltaChannel.Answer, page.AsMemory(start, length));
            start += length;
        }
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
