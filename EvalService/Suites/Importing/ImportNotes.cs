namespace Podium.EvalService.Suites.Importing;

/// <summary>What an import could not carry over as it was. The same note of many cases is told once, with their number.</summary>
internal sealed class ImportNotes
{
    private const int MostNotes = 200;

    private readonly Dictionary<(string Key, string Message), (string Place, int Times)> _notes = [];
    private readonly List<(string Key, string Message)> _order = [];

    /// <param name="place">Where in the file: <c>tests[3].assert[0]</c>, <c>line 7</c>.</param>
    public void Add(string place, string message)
    {
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

    public IReadOnlyList<ImportNote> ToList() => [.. _order.Select(key =>
    {
        var (place, times) = _notes[key];
        return new ImportNote(place, times == 1 ? key.Message : $"{key.Message} ({times} times)", times);
    })];
}

internal sealed record ImportNote(string Where, string Message, int Times);
