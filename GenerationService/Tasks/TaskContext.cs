using System.Text.Json;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tasks;

/// <summary>Reads the task's own part of a request; each refusal names the member, as in <c>taskContext.imageUrl</c>.</summary>
internal readonly struct TaskContext(JsonElement? members)
{
    private const string Field = "taskContext";
    private const int LongestUrl = 2048;

    public static TaskContext Read(JsonElement? context) => context switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => new TaskContext(null),
        { ValueKind: JsonValueKind.Object } => new TaskContext(context),
        _ => throw new InvalidInputException(Field, "taskContext must be an object."),
    };

    public static TaskContext Require(JsonElement? context, string message) =>
        context is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } ? Read(context) : throw new InvalidInputException(Field, message);

    /// <summary>May be absent; if there, it must be the one known value.</summary>
    public void Optional(string name, string known)
    {
        if (members is { } all && all.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            Expect(name, value, known);
        }
    }

    public void Required(string name, string known) => Expect(name, Member(name), known);

    public string AbsoluteUrl(string name) =>
        Member(name) is { ValueKind: JsonValueKind.String } value && Text(value)?.Trim() is { Length: <= LongestUrl } text
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url.AbsoluteUri
            : throw new InvalidInputException($"{Field}.{name}", $"{name} must be an absolute http or https address.");

    private JsonElement Member(string name) =>
        members is { } all && all.TryGetProperty(name, out var value) ? value : throw new InvalidInputException($"{Field}.{name}", $"{name} is missing.");

    private static void Expect(string name, JsonElement value, string known)
    {
        if (value.ValueKind != JsonValueKind.String || Text(value) != known)
        {
            throw new InvalidInputException($"{Field}.{name}", $"{name} must be '{known}'.");
        }
    }

    // GetString throws on half a surrogate pair, which is no address and no known value either.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
