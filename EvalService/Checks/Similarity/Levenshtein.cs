namespace Podium.EvalService.Checks.Similarity;

/// <summary>The least number of insertions, deletions and substitutions of UTF-16 units that turn one text into the other.</summary>
internal static class Levenshtein
{
    /// <summary>About a tenth of a second of work.</summary>
    private const long MostCells = 50_000_000;

    /// <returns>Null when what differs is too long to compare.</returns>
    public static int? Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var common = left.CommonPrefixLength(right);
        left = left[common..];
        right = right[common..];
        while (!left.IsEmpty && !right.IsEmpty && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        if (left.IsEmpty || right.IsEmpty)
        {
            return left.Length + right.Length;
        }

        return (long)left.Length * right.Length > MostCells ? null : Fill(left, right);
    }

    private static int Fill(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        // One row of the Wagner-Fischer table; `diagonal` is the cell up and left of the one being filled.
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var replaced = left[i] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(diagonal, row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
