using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>What the fake provider says to the cases of a race.</summary>
internal static class RaceAnswers
{
    /// <summary>Words at a steady pace, so that a race lasts long enough to be watched.</summary>
    public static FakeAnswer Words(string word, int count, int gapMs, int firstMs = 40) => Enumerable.Range(0, count).Aggregate(
        new FakeAnswer { Usage = new FakeUsage(40, count) },
        (answer, i) => answer.Content((firstMs + (i * gapMs)) / 1000.0, $"{word} {i + 1}\n"));

    public static FakeAnswer Text(string text, int afterMs = 20) => new FakeAnswer { Usage = new FakeUsage(40, 20) }.Content(afterMs / 1000.0, text);

    public static FakeAnswer Judgement(int overall, string rationale, int afterMs = 20) => Text(
        System.Text.Json.JsonSerializer.Serialize(new
        {
            writing_score = overall,
            coding_score = overall,
            tool_score = overall,
            overall,
            rationale,
        }),
        afterMs);

    public static IEnumerable<object> Cases(int count, string check = "contains:lap 3") =>
        Enumerable.Range(1, count).Select(i => new { name = $"Case {i}", user_prompt = $"Say laps, number {i}.", expected_constraints = check });
}
