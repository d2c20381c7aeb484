using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Checks;

/// <summary>A check that cannot be meant so.</summary>
/// <param name="Field">In its JSON spelling and relative to the test: <c>expected_constraints</c>, <c>checks[2].value</c>.</param>
internal sealed record CheckProblem(string Field, string Message);

/// <summary>422: checks that cannot be read.</summary>
internal sealed class InvalidChecksException(IReadOnlyList<CheckProblem> problems)
    : PodiumException(422, "invalid_checks", problems[0].Message, problems[0].Field)
{
    public IReadOnlyList<CheckProblem> Problems { get; } = problems;
}
