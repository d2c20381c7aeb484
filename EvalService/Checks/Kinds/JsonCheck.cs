using System.Text.Json;
using Podium.EvalService.Checks.Parsing;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>The answer is JSON, or holds some, and meets a schema when there is one.</summary>
internal sealed class JsonCheck(CompiledSchema? schema, bool embedded) : PureCheck
{
    public static JsonCheck? Build(CheckSpec spec, bool embedded)
    {
        if (spec.Value is null)
        {
            return new JsonCheck(null, embedded);
        }

        return Schema(spec, spec.Value.Value, "value") is { } schema ? new JsonCheck(schema, embedded) : null;
    }

    public static JsonCheck? BuildSchema(CheckSpec spec)
    {
        if (spec.Value is { } value)
        {
            return Schema(spec, value, "value") is { } schema ? new JsonCheck(schema, embedded: false) : null;
        }

        spec.Problem("value", "json-schema needs a schema.");
        return null;
    }

    /// <summary>A schema, or a text that holds one.</summary>
    private static CompiledSchema? Schema(CheckSpec spec, JsonElement value, string part)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                value = JsonSerializer.Deserialize<JsonElement>(value.GetString()!);
            }

            return CompiledSchema.Compile(value);
        }
        catch (SchemaException error)
        {
            spec.Problem(part, error.Message);
        }
        catch (JsonException)
        {
            spec.Problem(part, "The schema is not JSON.");
        }

        return null;
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        if (!embedded)
        {
            return input.Json.Value is { } whole ? Judge(whole, input.Time) : CheckOutcome.Failed(input.Json.Error!);
        }

        CheckOutcome? last = null;
        foreach (var value in EmbeddedJson.In(input.Text))
        {
            last = Judge(value, input.Time);
            if (last.Passed == true)
            {
                return last;
            }
        }

        return last ?? CheckOutcome.Failed("There is no JSON in the answer.");
    }

    private CheckOutcome Judge(JsonElement value, CheckTime time)
    {
        if (schema is null)
        {
            return CheckOutcome.Of(true, "It is JSON.");
        }

        var verdict = schema.Validate(value, time);
        return verdict.TooCostly
            ? CheckOutcome.CannotTell("The schema asks for too much work on this answer.")
            : CheckOutcome.Of(verdict.IsValid, verdict.IsValid ? "It meets the schema." : verdict.Errors[0].ToString());
    }
}
