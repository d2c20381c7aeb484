using System.Collections.Frozen;
using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>The schemas of schemas: what the two drafts publish about themselves.</summary>
internal static class Metaschemas
{
    private static readonly FrozenDictionary<string, JsonElement> Documents = Draft202012Metaschemas.All.Append(Draft7Metaschema.Text)
        .Select(text => JsonSerializer.Deserialize<JsonElement>(text))
        .ToFrozenDictionary(schema => schema.GetProperty("$id").GetString()!.TrimEnd('#'));

    private static readonly Lazy<CompiledSchema> Draft7 = new(() => CompiledSchema.CompileTrusted(SchemaDialect.Draft7.Id));
    private static readonly Lazy<CompiledSchema> Draft202012 = new(() => CompiledSchema.CompileTrusted(SchemaDialect.Draft202012.Id));

    /// <param name="uri">Without fragment.</param>
    public static JsonElement? Find(string uri) => Documents.TryGetValue(uri, out var schema) ? schema : null;

    /// <exception cref="SchemaException">The schema is none of its dialect.</exception>
    public static void Check(JsonElement schema, SchemaDialect dialect)
    {
        var verdict = (dialect.IsDraft7 ? Draft7 : Draft202012).Value.Validate(schema);
        if (!verdict.IsValid)
        {
            throw new SchemaException(verdict.Errors[0].InstanceLocation, $"This is no schema: {verdict.Errors[0].Message.TrimEnd('.')}");
        }
    }
}
