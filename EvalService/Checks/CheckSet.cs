using System.Text.Json;
using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks;

/// <summary>
/// The checks of one test: the seed's text (<c>contains:foo; max_words:20</c>) and the typed form, one after the other.
/// Reading is done once per test; judging is pure but for rubrics and webhooks.
/// </summary>
internal sealed class CheckSet
{
    public static readonly CheckSet Empty = new([], null);

    private CheckSet(IReadOnlyList<PlannedCheck> checks, double? threshold)
    {
        Checks = checks;
        Threshold = threshold;
    }

    public IReadOnlyList<PlannedCheck> Checks { get; }

    /// <summary>The least weighted score that passes the test; null: every check has to pass.</summary>
    public double? Threshold { get; }

    /// <summary>Whether a judge or a webhook is needed to decide everything.</summary>
    public bool AsksOutside => Checks.Any(check => check.AsksOutside);

    /// <summary>Reads both forms, and says all that is wrong with them.</summary>
    /// <param name="legacy">The seed's <c>expected_constraints</c>.</param>
    /// <param name="typed">An array of checks, or <c>{"threshold": 0.8, "checks": […]}</c>.</param>
    /// <exception cref="InvalidChecksException">Naming each field at fault.</exception>
    public static CheckSet Parse(string? legacy, JsonElement? typed) =>
        TryParse(legacy, typed, out var problems) ?? throw new InvalidChecksException(problems);

    /// <returns>Null when there are problems.</returns>
    public static CheckSet? TryParse(string? legacy, JsonElement? typed, out IReadOnlyList<CheckProblem> problems)
    {
        var found = new List<CheckProblem>();
        var count = new CheckCount();
        var checks = LegacyCheckParser.Parse(legacy, found, count);
        var threshold = TypedCheckParser.Parse(typed, "checks", checks, found, count);
        problems = found;
        return found.Count > 0 ? null : checks.Count == 0 ? Empty : new CheckSet(checks, threshold);
    }

    /// <summary>
    /// Whether an answer alone decides any of these checks, so that its test is graded in every run. Looks at names only, and so costs little
    /// for a hundred thousand tests.
    /// </summary>
    public static bool DecidesAlone(string? legacy, JsonElement? typed) =>
        LegacyCheckParser.HasChecks(legacy) || TypedCheckParser.DecidesAlone(typed);

    /// <summary>Judges what the answer alone decides; rubrics and webhooks stay undecided.</summary>
    public CheckReport Evaluate(CheckInput input)
    {
        var answer = EvaluateAsync(input, OutsideChecks.None, CancellationToken.None);
        return answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException("A check waited for something outside.");
    }

    public async ValueTask<CheckReport> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken)
    {
        var results = new CheckResult[Checks.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = await Checks[i].EvaluateAsync(input, outside, cancellationToken);
        }

        return CheckReport.Of(results, Threshold);
    }
}
