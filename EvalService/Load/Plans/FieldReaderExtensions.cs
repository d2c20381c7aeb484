using System.Globalization;
using System.Text.Json;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load.Plans;

internal static class FieldReaderExtensions
{
    /// <returns>Null when it is absent, null, or refused.</returns>
    public static double? Real(this FieldReader fields, JsonElement from, string name, string path, double least, double most)
    {
        if (fields.Member(from, name, path, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        fields.Refuse(path, string.Create(CultureInfo.InvariantCulture, $"{path} is a number from {least} to {most}."), "float_type");
        return null;
    }

    public static bool Flag(this FieldReader fields, JsonElement from, string name, bool otherwise)
    {
        if (fields.Member(from, name, name, required: false) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        fields.Refuse(name, $"{name} is true or false.", "bool_type");
        return otherwise;
    }
}
