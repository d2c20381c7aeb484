using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Checks.Similarity;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

public class SimilarityTests
{
    private static readonly Arbitrary<string> Short = Arb.From(Gen.Elements('a', 'b', 'c').ListOf().Select(signs => string.Concat(signs.Take(12))));

    [Fact]
    public void Levenshtein_is_what_the_definition_says() =>
        Prop.ForAll(Short, Short, (left, right) => Levenshtein.Distance(left, right) == Defined(left, right)).QuickCheckThrowOnFailure();

    [Fact]
    public void ROUGE_L_is_what_the_table_of_common_subsequences_says() =>
        Prop.ForAll(Words(), Words(), (answer, reference) =>
            Math.Abs(RougeL.Score(answer, reference) - Table(answer, reference)) < 1e-12).QuickCheckThrowOnFailure();

    [Fact]
    public void ROUGE_L_works_across_blocks_of_64_words()
    {
        var reference = Enumerable.Range(0, 200).Select(i => $"w{i}").ToList();
        RougeL.Score(reference, reference).ShouldBe(1);
        RougeL.Score([.. reference.Where((_, i) => i % 2 == 0)], reference).ShouldBe(2.0 * 100 / 300, 1e-12);
        RougeL.Score([.. Enumerable.Reverse(reference)], reference).ShouldBe(2.0 * 1 / 400, 1e-12);
    }

    [Fact]
    public void BLEU_equals_a_value_computed_by_hand()
    {
        // 6 words: unigrams 5/6 (one of two "the" is clipped by "cat"), bigrams 3/5, trigrams 1/4, four-grams none.
        var answer = Podium.EvalService.Checks.Similarity.Words.Of("the cat sat on the mat");
        var reference = Podium.EvalService.Checks.Similarity.Words.Of("the cat is on the mat");
        Bleu.Score(answer, [reference]).ShouldBe(Math.Pow(5.0 / 6 * 3 / 5 * 1 / 4 * 1e-7, 0.25), 1e-12);
    }

    [Fact]
    public void BLEU_clips_what_is_repeated_and_takes_the_best_of_several_references()
    {
        Bleu.Score(["the", "the", "the"], [["the", "cat"]]).ShouldBe(Math.Pow(1.0 / 3 * 1e-7 * 1e-7, 1.0 / 3), 1e-12);
        Bleu.Score(["a", "b"], [["x"], ["a", "b"]]).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Texts_too_long_to_compare_are_refused_and_equal_ones_never_are()
    {
        Levenshtein.Distance(new string('a', 100_000), new string('b', 100_000)).ShouldBeNull();
        Levenshtein.Distance(new string('a', 1_000_000), new string('a', 1_000_000) + "b").ShouldBe(1);
    }

    private static Arbitrary<List<string>> Words() =>
        Arb.From(Gen.Elements("a", "b", "c", "d").ListOf().Select(words => words.Take(150).ToList()));

    private static int Defined(string left, string right) => left.Length == 0 || right.Length == 0
        ? left.Length + right.Length
        : Enumerable.Range(1, left.Length).Aggregate(Enumerable.Range(0, right.Length + 1).ToArray(), (row, i) =>
        {
            var next = new int[row.Length];
            next[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                next[j] = Math.Min(Math.Min(row[j] + 1, next[j - 1] + 1), row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            }

            return next;
        })[^1];

    private static double Table(List<string> answer, List<string> reference)
    {
        if (answer.Count + reference.Count == 0)
        {
            return 1;
        }

        var table = new int[answer.Count + 1, reference.Count + 1];
        for (var i = 1; i <= answer.Count; i++)
        {
            for (var j = 1; j <= reference.Count; j++)
            {
                table[i, j] = answer[i - 1] == reference[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        return 2.0 * table[answer.Count, reference.Count] / (answer.Count + reference.Count);
    }
}
