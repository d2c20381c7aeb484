using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>Keywords that put schemas to the items of an array.</summary>
internal static class ArrayKeywords
{
    public static IEnumerable<IKeyword> Of(KeywordSource source)
    {
        if (Items(source) is { } items)
        {
            yield return items;
        }

        if (source.Schema("contains") is { } contains)
        {
            var asserts = source.Dialect is { IsDraft7: false, Asserts: true };
            yield return new ContainsKeyword(
                contains,
                asserts ? source.Count("minContains") ?? 1 : 1,
                asserts ? source.Count("maxContains") ?? int.MaxValue : int.MaxValue,
                marksItems: !source.Dialect.IsDraft7,
                source.Location("contains"));
        }
    }

    /// <summary>Draft 7 spells <c>prefixItems</c> and <c>items</c> as an array of items and <c>additionalItems</c>.</summary>
    private static ItemsKeyword? Items(KeywordSource source)
    {
        var prefix = source.Schemas(source.Dialect.IsDraft7 ? "items" : "prefixItems");
        var rest = source.Dialect.IsDraft7 && prefix is not null ? source.Schema("additionalItems")
            : source.TryGet("items", out var items) && items.ValueKind != JsonValueKind.Array ? source.Schema("items")
            : null;
        return prefix is null && rest is null ? null : new ItemsKeyword(prefix ?? [], rest);
    }
}

internal sealed class ItemsKeyword(IReadOnlyList<SchemaNode> prefix, SchemaNode? rest) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var valid = true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var schema = index < prefix.Count ? prefix[index] : rest;
            if (schema is null)
            {
                break;
            }

            valid &= schema.Evaluate(run, item, path.Item(index++), null);
            if (!valid && run.IsQuiet)
            {
                return false;
            }
        }

        parts?.AddFirst(index);
        if (rest is not null)
        {
            parts?.AddAllItems();
        }

        return valid;
    }
}

internal sealed class ContainsKeyword(SchemaNode schema, int least, int most, bool marksItems, string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        int found = 0, index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var at = path.Item(index);
            if (run.Quietly(() => schema.Evaluate(run, item, at, null)))
            {
                found++;
                if (marksItems)
                {
                    parts?.AddItem(index);
                }
            }

            index++;
        }

        return (found >= least && found <= most) || run.Fail(path, location, $"{found} items are of the kind that it has to contain.");
    }
}
