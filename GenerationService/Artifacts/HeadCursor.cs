using System.Buffers.Text;
using System.Text.Json;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Artifacts;

/// <summary>The place after one entry of the list by model id.</summary>
internal sealed record HeadCursor(string LabelKey, string ModelId)
{
    private const int MaxLength = 4_096;

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="InvalidInputException">Names <c>cursor</c>.</exception>
    public static HeadCursor? Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        try
        {
            return cursor.Length <= MaxLength
                && Base64Url.IsValid(cursor)
                && JsonSerializer.Deserialize<HeadCursor>(Base64Url.DecodeFromChars(cursor)) is { LabelKey: not null, ModelId: not null } decoded
                && !decoded.LabelKey.Contains('\0')
                && !decoded.ModelId.Contains('\0')
                ? decoded
                : throw Refuse();
        }
        catch (JsonException)
        {
            throw Refuse();
        }
    }

    private static InvalidInputException Refuse() => new("cursor", "cursor is not one that a list returned.");
}
