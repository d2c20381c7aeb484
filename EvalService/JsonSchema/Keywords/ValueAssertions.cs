using System.Runtime.InteropServices;
using System.Text.Json;
using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>The keywords that look at one value alone: type, enum, bounds, lengths, patterns, required.</summary>
internal static class ValueAssertions
{
    public static IEnumerable<IKeyword> Of(KeywordSource source) =>
    [
        .. Types(source), .. Constants(source), .. Numbers(source), .. Texts(source), .. Items(source), .. Members(source),
    ];

    private static IEnumerable<IKeyword> Types(KeywordSource source)
    {
        if (source.TryGet("type", out var type))
        {
            var names = type.ValueKind == JsonValueKind.Array ? source.Texts(type, "type") : source.TryText("type", out var one) ? [one] : [];
            yield return new Assertion(
                null, (_, value) => names.Any(name => IsOfType(value, name)), source.Location("type"), $"It has to be {string.Join(" or ", names)}.");
        }
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && JsonNumber.Parse(value.GetRawText()).IsWhole,
        _ => false,
    };

    private static IEnumerable<IKeyword> Constants(KeywordSource source)
    {
        if (source.TryGet("enum", out var choices))
        {
            if (choices.ValueKind != JsonValueKind.Array)
            {
                throw new SchemaException(source.Location("enum"), "enum is an array");
            }

            var allowed = choices.EnumerateArray().ToHashSet(JsonValueComparer.Instance);
            yield return new Assertion(
                null, (_, value) => allowed.Contains(value), source.Location("enum"), $"It has to be one of {Excerpt.Of(choices.GetRawText())}.")
            { Deep = true };
        }

        if (source.TryGet("const", out var only))
        {
            yield return new Assertion(
                null, (_, value) => JsonValueComparer.Instance.Equals(value, only), source.Location("const"), $"It has to be {Excerpt.Of(only.GetRawText())}.")
            { Deep = true };
        }
    }

    private static IEnumerable<IKeyword> Numbers(KeywordSource source)
    {
        (string Keyword, Func<JsonNumber, JsonNumber, bool> Holds, string Message)[] keywords =
        [
            ("maximum", (value, bound) => value.CompareTo(bound) <= 0, "It is above"),
            ("exclusiveMaximum", (value, bound) => value.CompareTo(bound) < 0, "It is not below"),
            ("minimum", (value, bound) => value.CompareTo(bound) >= 0, "It is below"),
            ("exclusiveMinimum", (value, bound) => value.CompareTo(bound) > 0, "It is not above"),
            ("multipleOf", (value, bound) => value.IsMultipleOf(bound), "It is no multiple of"),
        ];
        foreach (var (keyword, holds, message) in keywords)
        {
            if (source.Number(keyword) is not { } bound)
            {
                continue;
            }

            if (keyword == "multipleOf" && bound.Digits.Sign <= 0)
            {
                throw new SchemaException(source.Location(keyword), "multipleOf is above 0");
            }

            source.TryGet(keyword, out var written);
            yield return new Assertion(
                JsonValueKind.Number, (_, value) => holds(JsonNumber.Parse(value.GetRawText()), bound), source.Location(keyword),
                $"{message} {written.GetRawText()}.");
        }
    }

    private static IEnumerable<IKeyword> Texts(KeywordSource source)
    {
        if (source.Count("maxLength") is { } longest)
        {
            yield return new Assertion(
                JsonValueKind.String, (_, value) => Length(value) <= longest, source.Location("maxLength"), $"It has more than {longest} characters.");
        }

        if (source.Count("minLength") is { } shortest)
        {
            yield return new Assertion(
                JsonValueKind.String, (_, value) => Length(value) >= shortest, source.Location("minLength"), $"It has fewer than {shortest} characters.");
        }

        if (source.TryText("pattern", out var pattern))
        {
            var regex = source.Compiler.Pattern(pattern, source.Location("pattern"));
            yield return new Assertion(
                JsonValueKind.String, (run, value) => regex.Matches(run, JsonText.Of(value)), source.Location("pattern"), $"It does not match {Excerpt.Of(pattern)}.");
        }
    }

    private static int Length(JsonElement text) => JsonText.Of(text).EnumerateRunes().Count();

    private static IEnumerable<IKeyword> Items(KeywordSource source)
    {
        if (source.Count("maxItems") is { } most)
        {
            yield return new Assertion(
                JsonValueKind.Array, (_, value) => value.GetArrayLength() <= most, source.Location("maxItems"), $"It has more than {most} items.");
        }

        if (source.Count("minItems") is { } least)
        {
            yield return new Assertion(
                JsonValueKind.Array, (_, value) => value.GetArrayLength() >= least, source.Location("minItems"), $"It has fewer than {least} items.");
        }

        if (source.TryGet("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True)
        {
            yield return new Assertion(JsonValueKind.Array, AreUnique, source.Location("uniqueItems"), "It has equal items.") { Deep = true };
        }
    }

    private static bool AreUnique(SchemaEvaluation run, JsonElement array)
    {
        var seen = new HashSet<JsonElement>(JsonValueComparer.Instance);
        foreach (var item in array.EnumerateArray())
        {
            run.Spend(1);
            if (!seen.Add(item))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<IKeyword> Members(KeywordSource source)
    {
        if (source.Count("maxProperties") is { } most)
        {
            yield return new Assertion(
                JsonValueKind.Object, (_, value) => value.EnumerateObject().Count() <= most, source.Location("maxProperties"), $"It has more than {most} members.");
        }

        if (source.Count("minProperties") is { } least)
        {
            yield return new Assertion(
                JsonValueKind.Object, (_, value) => value.EnumerateObject().Count() >= least, source.Location("minProperties"), $"It has fewer than {least} members.");
        }

        foreach (var name in source.Texts("required"))
        {
            yield return new Assertion(
                JsonValueKind.Object, (_, value) => value.TryGetProperty(name, out var _), source.Location("required"), $"{Excerpt.Of(name)} is missing.");
        }

        foreach (var (name, needed) in Dependencies(source))
        {
            yield return new Assertion(
                JsonValueKind.Object,
                (_, value) => !value.TryGetProperty(name, out var _) || needed.All(other => value.TryGetProperty(other, out var _)),
                source.Location(source.Dialect.IsDraft7 ? "dependencies" : "dependentRequired"),
                $"With {Excerpt.Of(name)} there have to be {Excerpt.List(needed)}.");
        }
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Needed)> Dependencies(KeywordSource source) => source.Dialect.IsDraft7
        ? source.Members("dependencies").Where(member => member.Value.ValueKind == JsonValueKind.Array)
            .Select(member => (member.Name, source.Texts(member.Value, "dependencies")))
        : source.Members("dependentRequired").Select(member => (member.Name, source.Texts(member.Value, "dependentRequired")));
}

/// <param name="kind">The kind of value that it concerns; null: all. Any other value is fine.</param>
internal sealed class Assertion(JsonValueKind? kind, Func<SchemaEvaluation, JsonElement, bool> holds, string location, string message) : IKeyword
{
    /// <summary>It looks at all that stands inside the value, and not only at how much does.</summary>
    public bool Deep { get; init; }

    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        if (kind is not null && kind != value.ValueKind)
        {
            return true;
        }

        run.SpendOn(value.ValueKind switch
        {
            JsonValueKind.Object when !Deep => value.GetPropertyCount(),
            JsonValueKind.Array when !Deep => 0,
            _ => JsonMarshal.GetRawUtf8Value(value).Length,
        });
        return holds(run, value) || run.Fail(path, location, message);
    }
}
