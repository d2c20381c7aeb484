using System.Text.Json;
using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema;

/// <summary>
/// A JSON Schema of draft 2020-12 or draft 7 (by its <c>$schema</c>; without one, 2020-12), checked against its metaschema and ready to judge values.
/// <c>format</c> and the content keywords are annotations, as both drafts have it by default. Nothing is fetched: references lead into
/// the schema itself or to the metaschemas. Safe to share between threads.
/// </summary>
internal sealed class CompiledSchema
{
    private readonly SchemaNode _root;

    private CompiledSchema(SchemaNode root) => _root = root;

    /// <param name="usual">The dialect of a schema that declares none.</param>
    /// <param name="documents">Further schemas that references may lead to, by address.</param>
    /// <exception cref="SchemaException">It is no schema, or refers to one that is not there.</exception>
    public static CompiledSchema Compile(JsonElement schema, SchemaDialect? usual = null, Func<string, JsonElement?>? documents = null)
    {
        var library = new SchemaLibrary(usual ?? SchemaDialect.Draft202012, documents ?? (_ => null));
        schema = schema.Clone();
        if (schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            throw new SchemaException("", "A schema is an object, true or false");
        }

        var resource = library.Add(SchemaUri.Nameless, schema);
        Metaschemas.Check(schema, resource.Dialect);
        return new CompiledSchema(new SchemaCompiler(library).Compile(resource));
    }

    /// <summary>For the metaschemas themselves, which are known to be right.</summary>
    internal static CompiledSchema CompileTrusted(string uri)
    {
        var library = new SchemaLibrary(SchemaDialect.Draft202012, _ => null);
        return new CompiledSchema(new SchemaCompiler(library).Compile(library.Add(uri, Metaschemas.Find(uri)!.Value)));
    }

    /// <param name="time">Of all checks of the answer; null: only the schema's own bounds count.</param>
    public SchemaVerdict Validate(JsonElement value, CheckTime? time = null)
    {
        var run = new SchemaEvaluation(time);
        try
        {
            var valid = _root.Evaluate(run, value, ValuePath.Root, null);
            return new SchemaVerdict(valid, run.Errors);
        }
        catch (SchemaCostException)
        {
            return new SchemaVerdict(false, [new SchemaError("", "", "The schema asks for too much work.")], TooCostly: true);
        }
    }
}
