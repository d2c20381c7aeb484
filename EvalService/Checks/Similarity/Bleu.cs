namespace Podium.EvalService.Checks.Similarity;

/// <summary>
/// BLEU of one answer (Papineni 2002): the geometric mean of clipped n-gram precisions, n = 1..4, times the brevity penalty
/// exp(1 − r ÷ c) when the answer (c words) is shorter than the reference nearest in length (r words).
/// An answer of fewer than four words is judged by the orders it has, and an order without any match counts as 1e-7 (promptfoo's smoothing).
/// </summary>
internal static class Bleu
{
    private const int Orders = 4;
    private const double Nothing = 1e-7;

    public static double Score(IReadOnlyList<string> answer, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (answer.Count == 0)
        {
            return references.Any(reference => reference.Count == 0) ? 1 : 0;
        }

        var orders = Math.Min(Orders, answer.Count);
        var logs = 0.0;
        for (var n = 1; n <= orders; n++)
        {
            var matched = Matched(answer, references, n);
            logs += Math.Log(matched == 0 ? Nothing : (double)matched / (answer.Count - n + 1));
        }

        var nearest = references.Select(reference => reference.Count).MinBy(length => (Math.Abs(length - answer.Count), length));
        var brevity = answer.Count >= nearest ? 1 : Math.Exp(1 - (double)nearest / answer.Count);
        return brevity * Math.Exp(logs / orders);
    }

    /// <summary>How many n-grams of the answer some reference has, none more often than the reference that has it most.</summary>
    private static int Matched(IReadOnlyList<string> answer, IReadOnlyList<IReadOnlyList<string>> references, int n)
    {
        var most = new Dictionary<string, int>();
        foreach (var counts in references.Select(reference => Count(reference, n)))
        {
            foreach (var (gram, count) in counts)
            {
                most[gram] = Math.Max(count, most.GetValueOrDefault(gram));
            }
        }

        return Count(answer, n).Sum(gram => Math.Min(gram.Value, most.GetValueOrDefault(gram.Key)));
    }

    private static Dictionary<string, int> Count(IReadOnlyList<string> words, int n)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= words.Count; i++)
        {
            var gram = string.Join(' ', Enumerable.Range(i, n).Select(at => words[at]));
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }
}
