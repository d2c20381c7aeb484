using System.Text.Json;

namespace Podium.EvalService.Tests.Runs;

/// <summary>Names and types of a contract's members, as short words: <c>id:int name:str? items:list</c>.</summary>
internal static class JsonShape
{
    /// <summary>Members beside those named are additions, which clients of the contract do not see.</summary>
    public static void ShouldHave(this JsonElement json, string shape)
    {
        foreach (var part in shape.Split(' '))
        {
            var (name, type) = (part.Split(':')[0], part.Split(':')[1]);
            json.TryGetProperty(name, out var value).ShouldBeTrue($"{name} is missing in {json}");
            var nullable = type.EndsWith('?');
            (nullable && value.ValueKind == JsonValueKind.Null || Is(value, type.TrimEnd('?'))).ShouldBeTrue($"{name} is no {type}: {value}");
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "num" => value.ValueKind == JsonValueKind.Number,
        "str" => value.ValueKind == JsonValueKind.String,
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "list" => value.ValueKind == JsonValueKind.Array,
        "obj" => value.ValueKind == JsonValueKind.Object,
        "any" => true,

        // Naive UTC: no zone, microseconds.
        "time" => value.ValueKind == JsonValueKind.String
            && DateTime.TryParseExact(value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.ffffff", null, System.Globalization.DateTimeStyles.None, out _),
        _ => throw new ArgumentException($"There is no type {type}."),
    };
}
