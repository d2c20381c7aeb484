using System.Text.Json;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Parameters;

/// <summary>What several formats write alike, up to the names of the fields.</summary>
internal static class RequestJson
{
    public static void WriteNumber(this Utf8JsonWriter json, ParameterPlan plan, string name, double? value) => json.WriteNumber(plan, name, name, value);

    /// <summary>The parameter <paramref name="name"/> as the format calls it, if it is set and the plan sends it.</summary>
    public static void WriteNumber(this Utf8JsonWriter json, ParameterPlan plan, string field, string name, double? value)
    {
        if (value is { } number && plan.Sends(name))
        {
            json.WriteNumber(field, number);
        }
    }

    public static void WriteInteger(this Utf8JsonWriter json, ParameterPlan plan, string name, long? value) => json.WriteInteger(plan, name, name, value);

    /// <summary>A double holds whole numbers up to 2^53 only, and a seed may be any of 64 bits.</summary>
    public static void WriteInteger(this Utf8JsonWriter json, ParameterPlan plan, string field, string name, long? value)
    {
        if (value is { } number && plan.Sends(name))
        {
            json.WriteNumber(field, number);
        }
    }

    public static void WriteStops(this Utf8JsonWriter json, ParameterPlan plan, string field, IReadOnlyList<string>? stops)
    {
        if (stops is not { Count: > 0 } || !plan.Sends(Names.Stop))
        {
            return;
        }

        json.WriteStartArray(field);
        foreach (var stop in stops)
        {
            json.WriteStringValue(stop);
        }

        json.WriteEndArray();
    }

    /// <summary>The properties of a tool, inside an object that is already open.</summary>
    public static void WriteDeclaration(this Utf8JsonWriter json, ToolDefinition tool, string schemaField)
    {
        json.WriteString("name", tool.Name);
        json.WriteString("description", tool.Description);
        json.WritePropertyName(schemaField);
        json.WriteRawValue(tool.ParametersJson);
    }

    /// <summary>OpenAI's list of tools, which Ollama took over: <c>[{"type":"function","function":{...}}]</c>.</summary>
    public static void WriteFunctionTools(this Utf8JsonWriter json, IReadOnlyList<ToolDefinition>? tools)
    {
        if (tools is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteDeclaration(tool, "parameters");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
