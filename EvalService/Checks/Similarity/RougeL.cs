namespace Podium.EvalService.Checks.Similarity;

/// <summary>
/// ROUGE-L (Lin 2004) as an F1: with L the longest common subsequence of words, P = L ÷ answer, R = L ÷ reference, 2PR ÷ (P + R).
/// </summary>
internal static class RougeL
{
    private const int Bits = 64;

    public static double Score(IReadOnlyList<string> answer, IReadOnlyList<string> reference) =>
        answer.Count + reference.Count == 0 ? 1 : 2.0 * LongestCommon(answer, reference) / (answer.Count + reference.Count);

    /// <summary>
    /// Bit-parallel (Hyyrö 2004): one bit for each word of the answer, 64 at a time. For each word w of the reference, with M the places of w:
    /// V = (V + (V and M)) or (V and not M); the zeros left in V are the length.
    /// </summary>
    private static int LongestCommon(IReadOnlyList<string> answer, IReadOnlyList<string> reference)
    {
        var blocks = (answer.Count + Bits - 1) / Bits;
        // Only words of both are looked up, so others need no place.
        var places = reference.Distinct().ToDictionary(word => word, _ => Array.Empty<ulong>());
        for (var i = 0; i < answer.Count; i++)
        {
            if (places.TryGetValue(answer[i], out var mask))
            {
                mask = places[answer[i]] = mask.Length > 0 ? mask : new ulong[blocks];
                mask[i / Bits] |= 1UL << (i % Bits);
            }
        }

        var left = new ulong[blocks];
        Array.Fill(left, ulong.MaxValue);
        foreach (var word in reference)
        {
            if (places[word] is { Length: > 0 } mask)
            {
                Advance(left, mask);
            }
        }

        var common = 0;
        for (var i = 0; i < answer.Count; i++)
        {
            common += (left[i / Bits] >> (i % Bits) & 1) == 0 ? 1 : 0;
        }

        return common;
    }

    private static void Advance(ulong[] left, ulong[] mask)
    {
        ulong carry = 0;
        for (var block = 0; block < left.Length; block++)
        {
            var matched = left[block] & mask[block];
            var sum = unchecked(left[block] + matched);
            var overflow = sum < left[block] ? 1UL : 0;
            var withCarry = unchecked(sum + carry);
            overflow |= withCarry < sum ? 1UL : 0;
            left[block] = withCarry | (left[block] & ~mask[block]);
            carry = overflow;
        }
    }
}
