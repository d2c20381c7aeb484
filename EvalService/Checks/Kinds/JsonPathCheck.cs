using System.Text.Json;
using Podium.EvalService.Checks.JsonPath;
using Podium.EvalService.Checks.Parsing;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>
/// An RFC 9535 path finds something in the answer's JSON: <c>"$.items[?@.price &lt; 10]"</c>, or
/// <c>{"path": "$.items[*].name", "equals": "tea", "count": 3}</c>, where each node that is found has to equal the value.
/// </summary>
internal sealed class JsonPathCheck(JsonPathQuery path, JsonElement? equal, int? count) : PureCheck
{
    public static JsonPathCheck? Build(CheckSpec spec)
    {
        var isObject = spec.TryMember("path", out var given);
        var written = isObject ? given : spec.Value;
        if (written is not { ValueKind: JsonValueKind.String })
        {
            spec.Problem("value", "json-path needs a path, or an object with a path.");
            return null;
        }

        JsonPathQuery path;
        try
        {
            path = JsonPathQuery.Parse(written.Value.GetString()!);
        }
        catch (JsonPathException error)
        {
            spec.Problem(isObject ? "value.path" : "value", error.Message);
            return null;
        }

        int? count = null;
        if (spec.TryMember("count", out var wanted))
        {
            if (wanted.Value.ValueKind != JsonValueKind.Number || !wanted.Value.TryGetInt32(out var number) || number < 0)
            {
                spec.Problem("value.count", "count is a whole number of at least 0.");
                return null;
            }

            count = number;
        }

        // TryMember leaves null out, but null is a value to compare with.
        JsonElement? equal = isObject && spec.Value!.Value.TryGetProperty("equals", out var expected) ? expected.Clone() : null;
        return new JsonPathCheck(path, equal, count);
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        if (input.Json.Value is not { } json)
        {
            return CheckOutcome.Failed(input.Json.Error!);
        }

        if (path.Select(json, input.Time) is not { } nodes)
        {
            return CheckOutcome.CannotTell("The path asks for too much work on this answer.");
        }

        var found = $"The path finds {nodes.Count} nodes";
        if (count is { } wanted ? nodes.Count != wanted : nodes.Count == 0)
        {
            return CheckOutcome.Failed($"{found}.");
        }

        if (equal is { } value)
        {
            var other = nodes.Count(node => IsOther(node, value, input.Time));
            return CheckOutcome.Of(other == 0, other == 0 ? $"{found}, all equal." : $"{found}, {other} of them different.");
        }

        return CheckOutcome.Of(true, $"{found}.");
    }

    private static bool IsOther(JsonElement node, JsonElement value, CheckTime time)
    {
        time.RefuseIfUp();
        return !JsonValueComparer.Instance.Equals(node, value);
    }
}
