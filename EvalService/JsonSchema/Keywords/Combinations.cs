using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>Keywords that put several schemas to the same value.</summary>
internal static class Combinations
{
    public static IEnumerable<IKeyword> Of(KeywordSource source)
    {
        if (source.Schemas("allOf") is { } all)
        {
            yield return new AllOfKeyword(all);
        }

        if (source.Schemas("anyOf") is { } any)
        {
            yield return new AnyOfKeyword(any, source.Location("anyOf"));
        }

        if (source.Schemas("oneOf") is { } one)
        {
            yield return new OneOfKeyword(one, source.Location("oneOf"));
        }

        if (source.Schema("not") is { } not)
        {
            yield return new NotKeyword(not, source.Location("not"));
        }

        if (source.Schema("if") is { } condition)
        {
            yield return new IfKeyword(condition, source.Schema("then"), source.Schema("else"));
        }
    }
}

internal sealed class AllOfKeyword(IReadOnlyList<SchemaNode> schemas) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var valid = true;
        foreach (var schema in schemas)
        {
            valid &= schema.Evaluate(run, value, path, parts);
            if (!valid && run.IsQuiet)
            {
                return false;
            }
        }

        return valid;
    }
}

internal sealed class AnyOfKeyword(IReadOnlyList<SchemaNode> schemas, string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var valid = false;
        foreach (var schema in schemas)
        {
            valid |= run.Quietly(() => schema.Evaluate(run, value, path, parts));
            if (valid && parts is null)
            {
                // Further ones matter only to whoever asks what they looked at.
                return true;
            }
        }

        return valid || run.Fail(path, location, $"It meets none of {schemas.Count} alternatives.");
    }
}

internal sealed class OneOfKeyword(IReadOnlyList<SchemaNode> schemas, string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var met = 0;
        foreach (var schema in schemas)
        {
            met += run.Quietly(() => schema.Evaluate(run, value, path, parts)) ? 1 : 0;
        }

        return met == 1 || run.Fail(path, location, $"It meets {met} of {schemas.Count} alternatives, and not one.");
    }
}

internal sealed class NotKeyword(SchemaNode schema, string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts) =>
        !run.Quietly(() => schema.Evaluate(run, value, path, null)) || run.Fail(path, location, "It meets what it must not.");
}

internal sealed class IfKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var branch = run.Quietly(() => condition.Evaluate(run, value, path, parts)) ? then : otherwise;
        return branch is null || branch.Evaluate(run, value, path, parts);
    }
}
