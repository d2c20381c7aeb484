using System.Text.Json;
using Podium.EvalService.Checks.Parsing;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>
/// The answer is exactly this text; or, when the value is an object or an array, this JSON: members in any order, <c>1.0</c> is <c>1</c>.
/// </summary>
/// <param name="text">Null: the test's reference.</param>
internal sealed class EqualsCheck(string? text, JsonElement? json) : PureCheck
{
    public static EqualsCheck? Build(CheckSpec spec) => spec.Value switch
    {
        null => new EqualsCheck(null, null),
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => new EqualsCheck(null, json.Clone()),
        _ => spec.Text() is { } text ? new EqualsCheck(text, null) : null,
    };

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        if (json is { } wanted)
        {
            return input.Json.Value is { } value
                ? CheckOutcome.Of(JsonValueComparer.Instance.Equals(wanted, value), "The answer's JSON was compared.")
                : CheckOutcome.Failed(input.Json.Error!);
        }

        return (text ?? input.Reference) is { } expected
            ? CheckOutcome.Of(input.Text == expected, $"The answer is {Excerpt.Of(input.Text)}.")
            : CheckOutcome.CannotTell("There is nothing to compare with: neither a value nor a reference.");
    }
}
