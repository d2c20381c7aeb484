using System.Text.Json;
using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>Keywords that put schemas to the members of an object.</summary>
internal static class ObjectKeywords
{
    public static IEnumerable<IKeyword> Of(KeywordSource source)
    {
        if (source.Has("properties") || source.Has("patternProperties") || source.Has("additionalProperties"))
        {
            yield return new PropertiesKeyword(
                source.NamedSchemas("properties").ToDictionary(),
                [.. source.NamedSchemas("patternProperties").Select(pattern =>
                    (source.Compiler.Pattern(pattern.Name, source.Location("patternProperties")), pattern.Schema))],
                source.Schema("additionalProperties"));
        }

        if (source.Schema("propertyNames") is { } names)
        {
            yield return new PropertyNamesKeyword(names, source.Location("propertyNames"));
        }

        var dependent = source.Dialect.IsDraft7
            ? source.NamedSchemas("dependencies", where: value => value.ValueKind != JsonValueKind.Array)
            : source.NamedSchemas("dependentSchemas");
        if (dependent.Count > 0)
        {
            yield return new DependentSchemasKeyword(dependent);
        }
    }
}

/// <summary><c>properties</c>, <c>patternProperties</c>, and <c>additionalProperties</c> for what neither of them names.</summary>
internal sealed class PropertiesKeyword(
    Dictionary<string, SchemaNode> properties,
    IReadOnlyList<(BoundedRegex Pattern, SchemaNode Schema)> patterns,
    SchemaNode? additional) : IKeyword
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
            run.Spend(1);
            valid &= EvaluateMember(run, name, member.Value, path.Member(name), parts);
            if (!valid && run.IsQuiet)
            {
                return false;
            }
        }

        return valid;
    }

    private bool EvaluateMember(SchemaEvaluation run, string name, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var valid = true;
        var known = false;
        if (properties.TryGetValue(name, out var schema))
        {
            known = true;
            valid = schema.Evaluate(run, value, path, null);
        }

        foreach (var (pattern, patterned) in patterns)
        {
            if (pattern.Matches(run, name))
            {
                known = true;
                valid &= patterned.Evaluate(run, value, path, null);
            }
        }

        if (!known && additional is not null)
        {
            known = true;
            valid = additional.Evaluate(run, value, path, null);
        }

        if (known)
        {
            parts?.AddName(name);
        }

        return valid;
    }
}

internal sealed class PropertyNamesKeyword(SchemaNode names, string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var member in value.EnumerateObject())
        {
            var name = JsonText.NameOf(member);
            var asValue = JsonSerializer.SerializeToElement(name);
            if (!run.Quietly(() => names.Evaluate(run, asValue, path, null)))
            {
                return run.Fail(path, location, $"{Excerpt.Of(name)} is not allowed as a name.");
            }
        }

        return true;
    }
}

internal sealed class DependentSchemasKeyword(IReadOnlyList<(string Name, SchemaNode Schema)> schemas) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        var valid = true;
        foreach (var (name, schema) in schemas)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                break;
            }

            run.SpendOn(value.GetPropertyCount());
            if (value.TryGetProperty(name, out _))
            {
                valid &= schema.Evaluate(run, value, path, parts);
            }
        }

        return valid;
    }
}
