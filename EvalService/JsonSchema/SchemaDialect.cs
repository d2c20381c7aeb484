namespace Podium.EvalService.JsonSchema;

/// <summary>What the keywords of a schema mean.</summary>
/// <param name="Asserts">Whether validation keywords count: a metaschema of one's own may leave that vocabulary out.</param>
internal sealed record SchemaDialect(string Id, bool IsDraft7, bool Asserts)
{
    public const string ValidationVocabulary = "https://json-schema.org/draft/2020-12/vocab/validation";

    public static readonly SchemaDialect Draft7 = new("http://json-schema.org/draft-07/schema", IsDraft7: true, Asserts: true);

    public static readonly SchemaDialect Draft202012 = new("https://json-schema.org/draft/2020-12/schema", IsDraft7: false, Asserts: true);

    /// <summary>Keywords that hold one schema.</summary>
    public IReadOnlyList<string> InOne => IsDraft7
        ? ["additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"]
        : ["additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"];

    /// <summary>Keywords that hold an array of schemas.</summary>
    public IReadOnlyList<string> InArrays => IsDraft7 ? ["allOf", "anyOf", "items", "oneOf"] : ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>Keywords that hold schemas by name.</summary>
    public IReadOnlyList<string> InObjects => IsDraft7
        ? ["definitions", "dependencies", "patternProperties", "properties"]
        : ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];
}
