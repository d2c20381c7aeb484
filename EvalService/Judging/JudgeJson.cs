using System.Globalization;
using System.Text.Json;
using Podium.EvalService.Checks;

namespace Podium.EvalService.Judging;

/// <summary>Finds the JSON object in what a judge wrote.</summary>
internal static class JudgeJson
{
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>The whole text when it is braced, else from its first brace to its last, as the seed does; then the last object that stands by itself.</summary>
    public static JsonDocument? Find(string text)
    {
        var trimmed = RepairedJson.Of(text).AsSpan().Trim();
        var (first, last) = (trimmed.IndexOf('{'), trimmed.LastIndexOf('}'));
        if (first < 0 || last < first)
        {
            return null;
        }

        return Parse(trimmed[first..(last + 1)]) ?? FindLast(trimmed[..(last + 1)]);
    }

    /// <summary>A number, or a text that is one: judges quote them now and then.</summary>
    public static double? Number(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        }
        : null;

    public static string Text(JsonElement root, string name, int maxLength)
    {
        var text = root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

        // PostgreSQL's text has no place for NUL.
        return Excerpt.Cut(text.Replace("\0", "", StringComparison.Ordinal), maxLength);
    }

    /// <summary>Thinking aloud may hold braces of its own; the verdict comes last.</summary>
    private static JsonDocument? FindLast(ReadOnlySpan<char> text)
    {
        const int MaxTries = 64;
        for (var (start, tried) = (text.LastIndexOf('{'), 0); start >= 0 && tried < MaxTries; tried++)
        {
            if (Parse(text[start..]) is { } found)
            {
                return found;
            }

            start = text[..start].LastIndexOf('{');
        }

        return null;
    }

    private static JsonDocument? Parse(ReadOnlySpan<char> json)
    {
        try
        {
            var document = JsonDocument.Parse(json.ToString(), _lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // No JSON, or not even text.
            return null;
        }
    }
}
