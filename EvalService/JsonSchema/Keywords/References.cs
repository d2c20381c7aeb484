using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

internal static class References
{
    public static IEnumerable<IKeyword> Of(KeywordSource source)
    {
        if (source.TryText("$ref", out var reference))
        {
            yield return new RefKeyword(source.Compiler.Follow(source.Node, reference, source.Location("$ref")).Node);
        }

        if (!source.Dialect.IsDraft7 && source.TryText("$dynamicRef", out var dynamic))
        {
            var (node, resource) = source.Compiler.Follow(source.Node, dynamic, source.Location("$dynamicRef"));
            var anchor = SchemaUri.Resolve(source.Node.Resource.Uri, dynamic).Fragment;
            if (resource.DynamicAnchors.TryGetValue(anchor, out var pointer) && node.Pointer == pointer)
            {
                source.Compiler.ExpectDynamic(anchor);
                yield return new DynamicRefKeyword(node, anchor);
            }
            else
            {
                yield return new RefKeyword(node);
            }
        }
    }
}

internal sealed class RefKeyword(SchemaNode target) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts) => target.Evaluate(run, value, path, parts);
}

/// <summary>Means the outermost schema on the way here that gives itself this dynamic anchor; the one it names when none does.</summary>
internal sealed class DynamicRefKeyword(SchemaNode initial, string anchor) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts)
    {
        foreach (var resource in run.Entered)
        {
            if (resource.DynamicAnchors.TryGetValue(anchor, out var pointer))
            {
                return resource.Nodes[pointer].Evaluate(run, value, path, parts);
            }
        }

        return initial.Evaluate(run, value, path, parts);
    }
}
