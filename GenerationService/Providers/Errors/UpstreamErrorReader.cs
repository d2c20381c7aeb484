using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>
/// Reads the error forms in use: an object, a plain string, an object inside an array, a flat message, and plain text or HTML of a proxy.
/// <code>
/// {"error":{"message":"...","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}
/// {"error":"You have exceeded your monthly included credits"}
/// [{"error":{"code":429,"message":"...","status":"RESOURCE_EXHAUSTED","details":[{"@type":"...RetryInfo","retryDelay":"31s"}]}}]
/// {"message":"Usage $0.2 / $0.1 in 7 days"}
/// Invalid host header
/// </code>
/// </summary>
internal static partial class UpstreamErrorReader
{
    public const int MaxRawBytes = 2048;
    public const int MaxMessageChars = 220;

    /// <param name="secret">
    /// The key that was sent, which the upstream may repeat: cut out before anything is shortened, so that no half of it stays.
    /// </param>
    public static UpstreamError Read(ReadOnlySpan<byte> body, string? secret = null)
    {
        if (secret is not null)
        {
            body = Encoding.UTF8.GetBytes(KeyRedaction.Apply(Encoding.UTF8.GetString(body), secret)!);
        }

        var raw = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxRawBytes)]).TrimEnd('\uFFFD');
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return (FromElement(json.RootElement) ?? new UpstreamError(Clean(raw))) with { Raw = Printable(raw) };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in the name of a property.
            return FromText(raw);
        }
    }

    /// <summary>The error inside one event of a stream under status 200, or null when the event holds none.</summary>
    public static UpstreamError? ReadEvent(ReadOnlySpan<byte> json)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        return FromElement(document.RootElement) is { } error
            ? error with { Raw = Printable(Encoding.UTF8.GetString(json[..Math.Min(json.Length, MaxRawBytes)])) }
            : null;
    }

    private static UpstreamError? FromElement(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.GetArrayLength() > 0 ? FromElement(root[0]) : null;
        }

        if (root.ValueKind == JsonValueKind.String)
        {
            return new UpstreamError(Clean(Text(root)));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return root.TryGetProperty("error", out var error) && !IsEmpty(error)
            ? FromError(error, root)
            : Member(root, "message", "detail", "error_description", "msg") is { } message
                ? FromParts(message, root)
                : null;
    }

    private static UpstreamError? FromError(JsonElement error, JsonElement root) => error.ValueKind switch
    {
        JsonValueKind.Object => FromParts(Member(error, "message", "detail", "error"), error),
        JsonValueKind.Array when error[0].ValueKind == JsonValueKind.Object => FromParts(Member(error[0], "message", "detail"), error[0]),
        JsonValueKind.Array => new UpstreamError(Clean(Text(error[0]))),
        _ => FromParts(Text(error), root),
    };

    private static UpstreamError FromParts(string? message, JsonElement holder)
    {
        var code = Property(holder, "code");
        var details = Property(holder, "details");
        var metadata = Property(holder, "metadata");
        return new UpstreamError(
            Clean(message),
            Type: Member(holder, "type", "status", "error_type"),
            Code: code is { ValueKind: JsonValueKind.String } ? Text(code.Value) : null,
            Reason: Reason(details) ?? (metadata is { } m ? Member(m, "error_type") : null),
            Parameter: Member(holder, "param"),
            Status: Status(code) ?? Status(Property(holder, "status")) ?? Status(Property(holder, "status_code")),
            RetryDelay: Details(details).Select(d => Member(d, "retryDelay")).OfType<string>().Select(GoDuration.Parse).FirstOrDefault(d => d is not null));
    }

    private static string? Reason(JsonElement? details) => details switch
    {
        { ValueKind: JsonValueKind.Object } one => Member(one, "error_code", "reason"),
        { ValueKind: JsonValueKind.Array } => Details(details).Select(d => Member(d, "reason", "error_code")).FirstOrDefault(r => r is not null),
        _ => null,
    };

    private static JsonElement[] Details(JsonElement? details) =>
        details is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static JsonElement? Property(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Member(JsonElement holder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Property(holder, name) is { ValueKind: JsonValueKind.String } value && Text(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    // OpenRouter, Google and vLLM put the HTTP status in "code" as a number; some proxies write it as a string.
    private static int? Status(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var status) && status is >= 400 and <= 599 => status,
        { ValueKind: JsonValueKind.String } text when int.TryParse(Text(text), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 400 and <= 599 => status,
        _ => null,
    };

    private static bool IsEmpty(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
        JsonValueKind.String => error.ValueEquals(""),
        JsonValueKind.Object => !error.EnumerateObject().Any(),
        JsonValueKind.Array => error.GetArrayLength() == 0,
        _ => false,
    };

    // GetString throws on half a surrogate pair; what an upstream writes must never throw here.
    private static string? Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return element.GetRawText();
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    private static UpstreamError FromText(string raw)
    {
        if (!Html().IsMatch(raw))
        {
            return new UpstreamError(Clean(raw), Raw: Printable(raw));
        }

        var title = Title().Match(raw) is { Success: true } match ? Clean(match.Groups[1].Value) : null;
        return new UpstreamError(null, Raw: title is null ? "(an HTML page)" : $"(an HTML page: {title})");
    }

    /// <summary>One line without control characters; null when it is empty or holds HTML.</summary>
    private static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || Html().IsMatch(text))
        {
            return null;
        }

        var line = Spaces().Replace(text, " ").Trim();
        return line.Length <= MaxMessageChars ? line : string.Concat(line.AsSpan(0, MaxMessageChars - 1).TrimEnd(), "…");
    }

    private static string Printable(string raw) => Html().IsMatch(raw) ? "(holds HTML)" : Controls().Replace(raw, " ");

    [GeneratedRegex(@"<\s*(!doctype|html|head|body|title|script|h1|center|div|p|a|pre)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Html();

    [GeneratedRegex(@"<title[^>]*>([^<]{1,200})", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\p{Cc}-[\n\t]]")]
    private static partial Regex Controls();
}
