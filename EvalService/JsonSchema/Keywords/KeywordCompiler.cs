using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>The keywords of one schema in the order in which they are asked: what asks for evaluated parts comes last.</summary>
internal static class KeywordCompiler
{
    public static void Compile(SchemaCompiler compiler, SchemaNode node)
    {
        if (node.Schema.ValueKind == JsonValueKind.False)
        {
            node.Keywords = [new FalseKeyword(node.Pointer)];
        }

        if (node.Schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var source = new KeywordSource(compiler, node);
        if (source.Dialect.IsDraft7 && source.Has("$ref"))
        {
            // Draft 7: a reference hides everything beside it.
            node.Keywords = [.. References.Of(source)];
            return;
        }

        node.Keywords =
        [
            .. source.Dialect.Asserts ? ValueAssertions.Of(source) : [],
            .. References.Of(source),
            .. Combinations.Of(source),
            .. ObjectKeywords.Of(source),
            .. ArrayKeywords.Of(source),
            .. UnevaluatedKeywords.Of(source),
        ];
        node.AsksForEvaluated = source.Has("unevaluatedProperties") || source.Has("unevaluatedItems");
    }
}

internal sealed class FalseKeyword(string location) : IKeyword
{
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts) =>
        run.Fail(path, location, "No value is allowed here.");
}
