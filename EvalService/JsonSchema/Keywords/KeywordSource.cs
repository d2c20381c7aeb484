using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Podium.EvalService.JsonSchema.Keywords;

/// <summary>Reads one schema object; a keyword of the wrong kind is the schema's fault, named by its place.</summary>
internal sealed class KeywordSource(SchemaCompiler compiler, SchemaNode node)
{
    public SchemaCompiler Compiler => compiler;

    public SchemaNode Node => node;

    public SchemaDialect Dialect => node.Resource.Dialect;

    public bool Has(string name) => node.Schema.TryGetProperty(name, out _);

    public string Location(string name) => JsonPointer.Append(node.Pointer, name);

    public bool TryGet(string name, out JsonElement value) => node.Schema.TryGetProperty(name, out value);

    public bool TryText(string name, [NotNullWhen(true)] out string? text)
    {
        text = TryGet(name, out var value) ? Expect(value, JsonValueKind.String, name) ? JsonText.Of(value) : null : null;
        return text is not null;
    }

    public int? Count(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        Expect(value, JsonValueKind.Number, name);
        var number = JsonNumber.Parse(value.GetRawText());
        if (!number.IsWhole || number.Digits.Sign < 0)
        {
            throw new SchemaException(Location(name), $"{name} is a whole number of at least 0");
        }

        // 2.0 is a whole number too, and what is beyond an int is beyond any value.
        return value.TryGetDouble(out var real) && real <= int.MaxValue ? (int)real : int.MaxValue;
    }

    public JsonNumber? Number(string name) =>
        TryGet(name, out var value) && Expect(value, JsonValueKind.Number, name) ? JsonNumber.Parse(value.GetRawText()) : null;

    public SchemaNode? Schema(string name) => TryGet(name, out var value) ? compiler.Child(node, value, Location(name)) : null;

    /// <summary>Null when the keyword is not there, or holds something else than an array.</summary>
    public IReadOnlyList<SchemaNode>? Schemas(string name) => TryGet(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select((item, index) => compiler.Child(node, item, JsonPointer.Append(Location(name), index)))]
        : null;

    public IReadOnlyList<(string Name, SchemaNode Schema)> NamedSchemas(string name, Func<JsonElement, bool>? where = null) =>
    [
        .. Members(name).Where(member => where?.Invoke(member.Value) ?? true)
            .Select(member => (member.Name, compiler.Child(node, member.Value, JsonPointer.Append(Location(name), member.Name)))),
    ];

    public IEnumerable<(string Name, JsonElement Value)> Members(string name) => TryGet(name, out var value) && Expect(value, JsonValueKind.Object, name)
        ? value.EnumerateObject().Select(member => (JsonText.NameOf(member), member.Value)).DistinctBy(member => member.Item1)
        : [];

    public IReadOnlyList<string> Texts(string name) => TryGet(name, out var value) ? Texts(value, name) : [];

    public IReadOnlyList<string> Texts(JsonElement value, string name) => Expect(value, JsonValueKind.Array, name)
        ? [.. value.EnumerateArray().Select(item => Expect(item, JsonValueKind.String, name) ? JsonText.Of(item) : "")]
        : [];

    private bool Expect(JsonElement value, JsonValueKind kind, string name) =>
        value.ValueKind == kind ? true : throw new SchemaException(Location(name), $"{name} is a {kind.ToString().ToLowerInvariant()}");
}
