using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>Every schema that can be referred to: the one being compiled, the metaschemas, and what the caller has besides. Nothing is fetched.</summary>
/// <param name="documents">Further schemas by address without fragment; null for one that is not known.</param>
internal sealed class SchemaLibrary(SchemaDialect usual, Func<string, JsonElement?> documents)
{
    private readonly Dictionary<string, SchemaResource> _resources = [];

    public IEnumerable<SchemaResource> Resources => _resources.Values;

    public SchemaResource Add(string uri, JsonElement schema)
    {
        var resource = new SchemaResource(uri, schema, DialectOf(schema, usual, ""));
        _resources[uri] = resource;
        Index(schema, resource, "", isRoot: true);
        return _resources.GetValueOrDefault(OwnUri(schema, resource) ?? uri, resource);
    }

    /// <summary>The resource and the pointer inside it that a reference leads to.</summary>
    /// <param name="location">Where the reference stands, for the message.</param>
    public (SchemaResource Resource, string Pointer) Find(SchemaResource from, string reference, string location)
    {
        var target = SchemaUri.Resolve(from.Uri, reference);
        var resource = Document(target.Document) ?? throw new SchemaException(location, $"'{reference}' leads to no known schema; nothing is fetched from outside");
        if (target.Fragment.Length == 0)
        {
            return (resource, "");
        }

        if (target.Fragment[0] != '/')
        {
            return resource.Anchors.TryGetValue(target.Fragment, out var pointer)
                ? (resource, pointer)
                : throw new SchemaException(location, $"'{reference}' names no anchor");
        }

        return Walk(resource, target.Fragment) ?? throw new SchemaException(location, $"'{reference}' leads nowhere");
    }

    private SchemaResource? Document(string uri)
    {
        if (_resources.TryGetValue(uri, out var known))
        {
            // A document may have been known by one address and give itself another.
            return known.Embedded.GetValueOrDefault("", known);
        }

        if ((Metaschemas.Find(uri) ?? documents(uri)) is not { } loaded)
        {
            return null;
        }

        return Add(uri, loaded);
    }

    /// <summary>Step by step, since a schema on the way may have an address of its own.</summary>
    private static (SchemaResource Resource, string Pointer)? Walk(SchemaResource resource, string pointer)
    {
        var at = resource.Root;
        var place = "";
        foreach (var part in JsonPointer.Split(pointer))
        {
            if (JsonPointer.Step(at, part) is not { } next)
            {
                return null;
            }

            at = next;
            place = JsonPointer.Append(place, part);
            if (resource.Embedded.TryGetValue(place, out var embedded))
            {
                resource = embedded;
                place = "";
            }
        }

        return (resource, place);
    }

    private void Index(JsonElement schema, SchemaResource resource, string pointer, bool isRoot = false)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (OwnUri(schema, resource) is { } uri && (!isRoot || uri != resource.Uri))
        {
            var own = new SchemaResource(uri, schema, DialectOf(schema, resource.Dialect, pointer));
            _resources[uri] = own;
            resource.Embedded[pointer] = own;
            (resource, pointer) = (own, "");
        }

        AddNames(schema, resource, pointer);
        foreach (var (child, at) in Children(schema, resource.Dialect, pointer))
        {
            Index(child, resource, at);
        }
    }

    private static void AddNames(JsonElement schema, SchemaResource resource, string pointer)
    {
        if (resource.Dialect.IsDraft7)
        {
            if (Text(schema, "$id") is { } id && !schema.TryGetProperty("$ref", out _) && SchemaUri.Resolve(resource.Uri, id).Fragment is { Length: > 0 } name)
            {
                resource.Anchors[name] = pointer;
            }

            return;
        }

        if (Text(schema, "$anchor") is { } anchor)
        {
            resource.Anchors[anchor] = pointer;
        }

        if (Text(schema, "$dynamicAnchor") is { } dynamic)
        {
            resource.Anchors[dynamic] = pointer;
            resource.DynamicAnchors[dynamic] = pointer;
        }
    }

    private static IEnumerable<(JsonElement Schema, string Pointer)> Children(JsonElement schema, SchemaDialect dialect, string pointer)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var name = JsonText.NameOf(keyword);
            var at = JsonPointer.Append(pointer, name);
            if (keyword.Value.ValueKind == JsonValueKind.Object && dialect.InOne.Contains(name))
            {
                yield return (keyword.Value, at);
            }
            else if (keyword.Value.ValueKind == JsonValueKind.Array && dialect.InArrays.Contains(name))
            {
                var index = 0;
                foreach (var item in keyword.Value.EnumerateArray())
                {
                    yield return (item, JsonPointer.Append(at, index++));
                }
            }
            else if (keyword.Value.ValueKind == JsonValueKind.Object && dialect.InObjects.Contains(name))
            {
                foreach (var member in keyword.Value.EnumerateObject())
                {
                    yield return (member.Value, JsonPointer.Append(at, JsonText.NameOf(member)));
                }
            }
        }
    }

    /// <summary>The address that a schema gives itself; null when it has none. In draft 7 a <c>$ref</c> hides everything beside it.</summary>
    private static string? OwnUri(JsonElement schema, SchemaResource within) =>
        Text(schema, "$id") is { } id && !id.StartsWith('#') && !(within.Dialect.IsDraft7 && schema.TryGetProperty("$ref", out _))
            ? SchemaUri.Resolve(within.Uri, id).Document
            : null;

    private SchemaDialect DialectOf(JsonElement schema, SchemaDialect otherwise, string location)
    {
        if (Text(schema, "$schema") is not { } declared)
        {
            return otherwise;
        }

        var uri = declared.TrimEnd('#');
        if (uri == SchemaDialect.Draft7.Id || uri == SchemaDialect.Draft202012.Id)
        {
            return uri == SchemaDialect.Draft7.Id ? SchemaDialect.Draft7 : SchemaDialect.Draft202012;
        }

        if (documents(uri) is { ValueKind: JsonValueKind.Object } own && own.TryGetProperty("$vocabulary", out var vocabulary)
            && vocabulary.ValueKind == JsonValueKind.Object)
        {
            return SchemaDialect.Draft202012 with { Id = uri, Asserts = vocabulary.TryGetProperty(SchemaDialect.ValidationVocabulary, out _) };
        }

        throw new SchemaException(location, $"'{declared}' is not a known $schema: draft-07 and draft 2020-12 are");
    }

    private static string? Text(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonText.Of(value)
            : null;
}
