using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>A schema with an address of its own, and what inside it can be referred to by name.</summary>
internal sealed class SchemaResource(string uri, JsonElement root, SchemaDialect dialect)
{
    public string Uri { get; } = uri;

    public JsonElement Root { get; } = root;

    public SchemaDialect Dialect { get; } = dialect;

    /// <summary>JSON pointers inside this resource, by <c>$anchor</c> (draft 7: <c>$id</c> with a fragment).</summary>
    public Dictionary<string, string> Anchors { get; } = [];

    /// <summary>The same by <c>$dynamicAnchor</c>; these are anchors too.</summary>
    public Dictionary<string, string> DynamicAnchors { get; } = [];

    /// <summary>Resources that stand inside this one, by the JSON pointer at which they do.</summary>
    public Dictionary<string, SchemaResource> Embedded { get; } = [];

    public Dictionary<string, SchemaNode> Nodes { get; } = [];
}
