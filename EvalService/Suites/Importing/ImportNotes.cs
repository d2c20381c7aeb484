using Podium.EvalService.Checks;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Suites.Importing;

/// <summary>What an import could not carry over as it was. The same note of many cases is told once, with their number.</summary>
internal sealed class ImportNotes
{
    private const int MostNotes = 200;
    private const int LongestNote = 500;

    private readonly Dictionary<(string Key, string Message), (string Place, int Times)> _notes = [];
    private readonly List<(string Key, string Message)> _order = [];

    /// <param name="place">Where in the file: <c>tests[3].assert[0]</c>, <c>line 7</c>.</param>
    public void Add(string place, string message)
    {
        // They quote the file, and are stored.
        place = Short(place);
        message = Short(message);
        var key = (string.Concat(place.Where(letter => !char.IsAsciiDigit(letter))), message);
        if (_notes.TryGetValue(key, out var known))
        {
            _notes[key] = (known.Place, known.Times + 1);
        }
        else if (_order.Count < MostNotes)
        {
            _notes[key] = (place, 1);
            _order.Add(key);
        }
    }

    private static string Short(string text) => StorableText.Of(Excerpt.Of(text, LongestNote))!;

    public IReadOnlyList<ImportNote> ToList() => [.. _order.Select(key =>
    {
        var (place, times) = _notes[key];
        return new ImportNote(place, times == 1 ? key.Message : $"{key.Message} ({times} times)", times);
    })];
}

internal sealed record ImportNote(string Where, string Message, int Times);
