using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.JsonSchema.Keywords;

namespace Podium.EvalService.JsonSchema;

/// <summary>Turns schemas into nodes, each once, and not by recursion: a chain of ten thousand references is only a long list.</summary>
internal sealed class SchemaCompiler(SchemaLibrary library)
{
    private const int MostNodes = 50_000;

    /// <summary>Compiling one takes as long as matching many.</summary>
    private const int MostPatterns = 1_000;

    private readonly Queue<SchemaNode> _open = [];
    private readonly HashSet<string> _dynamicAnchors = [];
    private int _nodes;
    private int _patterns;

    public SchemaNode Compile(SchemaResource resource)
    {
        var root = Node(resource, "", resource.Root);
        do
        {
            while (_open.TryDequeue(out var node))
            {
                KeywordCompiler.Compile(this, node);
            }

            OpenDynamicTargets();
        }
        while (_open.Count > 0);

        return root;
    }

    /// <summary>The node that a reference leads to, and the resource in which its name was found.</summary>
    public (SchemaNode Node, SchemaResource Resource) Follow(SchemaNode from, string reference, string location)
    {
        var (resource, pointer) = library.Find(from.Resource, reference, location);
        return (At(resource, pointer), resource);
    }

    /// <summary>Which schema a dynamic reference means is known only on the way, so each that it may mean has to be there.</summary>
    public void ExpectDynamic(string anchor) => _dynamicAnchors.Add(anchor);

    /// <summary>A schema that stands inside another.</summary>
    public SchemaNode Child(SchemaNode parent, JsonElement schema, string pointer) =>
        parent.Resource.Embedded.TryGetValue(pointer, out var own) ? Node(own, "", own.Root) : Node(parent.Resource, pointer, schema);

    public SchemaNode At(SchemaResource resource, string pointer)
    {
        var schema = resource.Root;
        foreach (var part in JsonPointer.Split(pointer))
        {
            schema = JsonPointer.Step(schema, part) ?? throw new SchemaException(pointer, "There is no such schema");
        }

        return Node(resource, pointer, schema);
    }

    public BoundedRegex Pattern(string pattern, string location) => ++_patterns <= MostPatterns
        ? Patterns.Compile(pattern, location)
        : throw new SchemaException(location, $"A schema may hold {MostPatterns} patterns at most");

    private void OpenDynamicTargets()
    {
        foreach (var resource in library.Resources.ToList())
        {
            foreach (var (anchor, pointer) in resource.DynamicAnchors)
            {
                if (_dynamicAnchors.Contains(anchor))
                {
                    At(resource, pointer);
                }
            }
        }
    }

    private SchemaNode Node(SchemaResource resource, string pointer, JsonElement schema)
    {
        if (resource.Nodes.TryGetValue(pointer, out var known))
        {
            return known;
        }

        if (++_nodes > MostNodes)
        {
            throw new SchemaException("", $"A schema may hold {MostNodes} schemas at most");
        }

        if (schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            throw new SchemaException(pointer, "A schema is an object, true or false");
        }

        var node = new SchemaNode(schema, resource, pointer);
        resource.Nodes[pointer] = node;
        _open.Enqueue(node);
        return node;
    }
}
