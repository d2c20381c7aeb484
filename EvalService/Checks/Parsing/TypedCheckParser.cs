using System.Text.Json;

namespace Podium.EvalService.Checks.Parsing;

/// <summary>
/// The typed form: <c>{"type": "contains", "value": "Paris", "weight": 2, "threshold": 0.8, "not": true, "metric": "facts"}</c>.
/// </summary>
internal static class TypedCheckParser
{
    private const int DeepestSets = 4;
    private const string NegatedPrefix = "not-";

    private static readonly HashSet<string> Members = ["type", "value", "weight", "threshold", "not", "metric", "assert", "checks"];

    /// <returns>The threshold of the whole test, when it has one.</returns>
    public static double? Parse(JsonElement? typed, string field, List<PlannedCheck> into, List<CheckProblem> problems, CheckCount count, int depth = 0)
    {
        switch (typed?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.Array:
                ParseAll(typed.Value, field, into, problems, count, depth);
                return null;
            case JsonValueKind.Object when ListOf(typed) is { } list:
                ParseAll(list, $"{field}.checks", into, problems, count, depth);
                return Number(typed.Value, "threshold", field, problems, most: 1);
            default:
                problems.Add(new CheckProblem(field, "Checks are an array, or an object with a threshold and an array named checks."));
                return null;
        }
    }

    /// <summary>Whether any check of a document that was found valid when it was saved is decided by the answer alone; a set is when all in it are.</summary>
    public static bool DecidesAlone(JsonElement? typed) => ListOf(typed) is { } list && list.EnumerateArray().Any(IsDecidedAlone);

    private static bool IsDecidedAlone(JsonElement check)
    {
        if (check.ValueKind != JsonValueKind.Object || !check.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var (name, _) = NameOf(type.GetString()!);
        return name == CheckCatalog.Set
            ? ListOf(CheckValue(check)) is { } list && list.EnumerateArray().All(IsDecidedAlone)
            : !CheckCatalog.AsksOutside(name);
    }

    /// <returns>Null when it is no list of checks, in neither of its forms.</returns>
    private static JsonElement? ListOf(JsonElement? typed) => typed switch
    {
        { ValueKind: JsonValueKind.Array } list => list,
        { ValueKind: JsonValueKind.Object } document when (document.TryGetProperty("checks", out var list) || document.TryGetProperty("assert", out list))
                                                          && list.ValueKind == JsonValueKind.Array => list,
        _ => null,
    };

    private static (string Name, bool Negated) NameOf(string written)
    {
        var name = written.Trim().ToLowerInvariant().Replace('_', '-');
        return name.StartsWith(NegatedPrefix, StringComparison.Ordinal) ? (name[NegatedPrefix.Length..], true) : (name, false);
    }

    private static void ParseAll(JsonElement list, string field, List<PlannedCheck> into, List<CheckProblem> problems, CheckCount count, int depth)
    {
        if (!count.TryTake(list.GetArrayLength()))
        {
            problems.Add(new CheckProblem(field, $"At most {CheckCount.Most} checks are allowed."));
            return;
        }

        var index = 0;
        foreach (var json in list.EnumerateArray())
        {
            if (ParseOne(json, $"{field}[{index++}]", problems, count, depth) is { } check)
            {
                into.Add(check);
            }
        }
    }

    private static PlannedCheck? ParseOne(JsonElement json, string field, List<CheckProblem> problems, CheckCount count, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            problems.Add(new CheckProblem($"{field}.type", "A check is an object with a type."));
            return null;
        }

        var before = problems.Count;
        var written = type.GetString()!;
        var (name, negated) = NameOf(written);
        if (!CheckCatalog.TryGet(name, out var build))
        {
            problems.Add(new CheckProblem($"{field}.type", $"There is no check '{written}'. Known are: {string.Join(", ", CheckCatalog.Names)}."));
            return null;
        }

        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name)))
        {
            problems.Add(new CheckProblem($"{field}.{member.Name}", $"A check has no member '{member.Name}'."));
        }

        var value = CheckValue(json);
        if (depth >= DeepestSets && name == CheckCatalog.Set)
        {
            problems.Add(new CheckProblem(field, $"Sets of checks stand {DeepestSets} deep at most."));
            return null;
        }

        var spec = new CheckSpec(name, field, value, Number(json, "threshold", field, problems), problems, count, depth);
        var weight = Number(json, "weight", field, problems) ?? 1;
        negated ^= Not(json, field, problems);
        var check = build(spec);
        return check is null || problems.Count > before
            ? null
            : new PlannedCheck(written, Expected(value, spec.Threshold), check, weight, negated, Metric(json));
    }

    private static JsonElement? CheckValue(JsonElement json) =>
        json.TryGetProperty("value", out var value) || json.TryGetProperty("assert", out value) || json.TryGetProperty("checks", out value) ? value : null;

    private static string? Metric(JsonElement json) =>
        json.TryGetProperty("metric", out var metric) && metric.ValueKind == JsonValueKind.String ? metric.GetString() : null;

    private static bool Not(JsonElement json, string field, List<CheckProblem> problems)
    {
        if (!json.TryGetProperty("not", out var not) || not.ValueKind is JsonValueKind.False or JsonValueKind.Null)
        {
            return false;
        }

        if (not.ValueKind != JsonValueKind.True)
        {
            problems.Add(new CheckProblem($"{field}.not", "not is true or false."));
        }

        return true;
    }

    private static double? Number(JsonElement json, string name, string field, List<CheckProblem> problems, double most = 1e12)
    {
        if (!json.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        problems.Add(new CheckProblem($"{field}.{name}", $"{name} is a number from 0 to {most}."));
        return null;
    }

    private static string Expected(JsonElement? value, double? threshold) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json => json.GetRawText(),
        _ => threshold?.ToString() ?? "",
    };
}
