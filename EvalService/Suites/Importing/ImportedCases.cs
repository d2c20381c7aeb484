using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podium.EvalService.Suites.Importing;

/// <summary>Gathers cases of another format, each held to the same rules as one that is sent. One that breaks them is left out and noted.</summary>
internal sealed class ImportedCases(int maxCases, ImportNotes notes)
{
    private readonly List<SuiteTest> _tests = [];
    private int _seen;

    public IReadOnlyList<SuiteTest> Tests => _tests;

    /// <summary>How many were left out.</summary>
    public int Skipped { get; private set; }

    /// <param name="place">Where it stands in the file.</param>
    /// <param name="test">In the members of a suite's test, without <c>order_index</c>.</param>
    public void Add(string place, JsonObject test)
    {
        if (!TakesMore(place))
        {
            return;
        }

        test["order_index"] = _tests.Count + 1;
        test["name"] ??= $"Case {++_seen}";
        var (read, problems) = SuiteReader.ReadTest(JsonSerializer.SerializeToElement(test, ImportJson.Options), _tests.Count);
        if (read is null)
        {
            Skip(place, $"Left out: {problems[0].Name[(problems[0].Name.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.')}: {problems[0].Message}");
            return;
        }

        _tests.Add(read);
    }

    /// <summary>Asked before a case is made, too: what nobody keeps need not be built.</summary>
    public bool TakesMore(string place)
    {
        if (_tests.Count < maxCases)
        {
            return true;
        }

        Skip(place, $"A suite has at most {maxCases:N0} tests.");
        return false;
    }

    public void Skip(string place, string reason)
    {
        Skipped++;
        notes.Add(place, reason);
    }
}
