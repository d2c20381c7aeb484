namespace Podium.EvalService.Scorecards;

/// <summary>Tests that share a source with others vary with it, and are no further independent cases.</summary>
internal static class TestFamilies
{
    /// <param name="familyOf">The family of those tests that have one; the rest stand for themselves.</param>
    /// <returns>By test a number, the same for those of one family; null when no test has one.</returns>
    public static int[]? Number(IReadOnlyList<long> tests, IReadOnlyDictionary<long, string> familyOf)
    {
        if (familyOf.Count == 0)
        {
            return null;
        }

        var numbers = new Dictionary<string, int>();
        var families = new int[tests.Count];
        var next = 0;
        for (var i = 0; i < families.Length; i++)
        {
            if (!familyOf.TryGetValue(tests[i], out var family))
            {
                families[i] = next++;
            }
            else if (!numbers.TryGetValue(family, out families[i]))
            {
                numbers.Add(family, families[i] = next++);
            }
        }

        return families;
    }
}
