using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podium.ServiceDefaults.Errors;

/// <summary>
/// Reads any JSON of which every member has a name. Half of an escaped surrogate pair is none: whoever asks such an object for any member gets
/// an <see cref="InvalidOperationException"/>, and a person a 500.
/// </summary>
public sealed class NamedJsonConverter : JsonConverter<JsonElement>
{
    /// <summary>For documents that no endpoint binds.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Converters = { new NamedJsonConverter() } };

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = JsonElement.ParseValue(ref reader);
        return HasNames(read) ? read : throw new JsonException("The name of a member holds half of a surrogate pair.");
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static bool HasNames(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().All(HasNames),
        JsonValueKind.Object => value.EnumerateObject().All(member => HasName(member) && HasNames(member.Value)),
        _ => true,
    };

    private static bool HasName(JsonProperty member)
    {
        try
        {
            return member.Name is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
