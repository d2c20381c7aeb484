using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>Keywords for what no other keyword has looked at, in this schema or in those it puts to the same value.</summary>
internal static class UnevaluatedKeywords
{
    public static IEnumerable<IKeyword> Of(KeywordSource source)
    {
        if (source.Dialect.IsDraft7)
        {
            yield break;
        }

        if (source.Schema("unevaluatedItems") is { } items)
        {
            yield return new UnevaluatedItemsKeyword(items);
        }

        if (source.Schema("unevaluatedProperties") is { } properties)
        {
            yield return new UnevaluatedPropertiesKeyword(properties);
        }
    }
}

internal sealed class UnevaluatedItemsKeyword(SchemaNode schema) : IKeyword
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
            if (!parts!.HasItem(index))
            {
                valid &= schema.Evaluate(run, item, path.Item(index), null);
            }

            index++;
        }

        parts!.AddAllItems();
        return valid;
    }
}

internal sealed class UnevaluatedPropertiesKeyword(SchemaNode schema) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var valid = true;
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonText.NameOf(member);
            if (!parts!.HasName(name))
            {
                valid &= schema.Evaluate(run, member.Value, path.Member(name), null);
            }
        }

        parts!.AddAllNames();
        return valid;
    }
}
