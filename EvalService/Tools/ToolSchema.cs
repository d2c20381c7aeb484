using System.Text.Json;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Tools;

/// <param name="ParametersJson">A JSON Schema object.</param>
internal sealed record DeclaredTool(string Name, string Description, string ParametersJson);

/// <summary>
/// A test's <c>tools_schema_json</c>: OpenAI's function format, with or without its outer
/// <c>{"type": "function", "function": {"name": …, "description": …, "parameters": {…}}}</c>.
/// </summary>
internal static class ToolSchema
{
    private const int MostTools = 128;
    private const string NoParameters = """{"type":"object","properties":{}}""";

    /// <param name="problem">What is wrong with it, and where: <c>tools_schema_json[1].function.name</c>.</param>
    /// <returns>Null when there is a problem.</returns>
    public static IReadOnlyList<DeclaredTool>? TryParse(JsonElement? json, out (string Field, string Message)? problem)
    {
        problem = null;
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            return [];
        }

        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MostTools)
        {
            problem = ("tools_schema_json", $"Tools are an array of at most {MostTools} objects.");
            return null;
        }

        var tools = new List<DeclaredTool>();
        foreach (var entry in given.EnumerateArray())
        {
            if (Read(entry, $"tools_schema_json[{tools.Count}]", out problem) is not { } tool)
            {
                return null;
            }

            tools.Add(tool);
        }

        if (tools.GroupBy(tool => tool.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            problem = ("tools_schema_json", $"There are two tools named '{twice.Key}'.");
            return null;
        }

        return tools;
    }

    private static DeclaredTool? Read(JsonElement entry, string field, out (string Field, string Message)? problem)
    {
        problem = null;
        if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("function", out var function))
        {
            entry = function;
            field += ".function";
        }

        if (entry.ValueKind != JsonValueKind.Object)
        {
            problem = (field, "A tool is an object.");
            return null;
        }

        if (!entry.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || ReadableJson.Text(name) is not { Length: > 0 and <= 128 } text)
        {
            problem = ($"{field}.name", "A tool has a name of 1 to 128 characters.");
            return null;
        }

        var parameters = NoParameters;
        if (entry.TryGetProperty("parameters", out var schema) && schema.ValueKind != JsonValueKind.Null)
        {
            if (schema.ValueKind != JsonValueKind.Object)
            {
                problem = ($"{field}.parameters", "A tool's parameters are a JSON Schema object.");
                return null;
            }

            parameters = schema.GetRawText();
        }

        var description = entry.TryGetProperty("description", out var said) && said.ValueKind == JsonValueKind.String ? ReadableJson.Text(said) ?? "" : "";
        return new DeclaredTool(text, description, parameters);
    }
}
