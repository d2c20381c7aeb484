using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Podium.GenerationService.Extraction;

/// <param name="Note">What was undone, for the person reading.</param>
internal sealed record DecodedAnswer(string Text, string Note);

/// <summary>Undoes one layer of escaping around a page: JSON (<c>{"html":"&lt;html lang=\"en\"&gt;\n…"}</c>) or HTML entities (<c>&amp;lt;html&amp;gt;</c>).</summary>
internal static class AnswerDecoder
{
    private const int MostValues = 2000;
    private const string WrappedInJson = "The page was wrapped in JSON.";

    /// <summary>For an answer that is nothing but JSON, fenced or not.</summary>
    public static DecodedAnswer? DecodeWholeJson(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n\uFEFF");
        if (start.StartsWith("```json", StringComparison.OrdinalIgnoreCase))
        {
            start = start["```json".Length..].TrimStart();
        }

        return start is ['{' or '[' or '"', ..] && FromJson(start) is { } page ? new DecodedAnswer(page, WrappedInJson) : null;
    }

    public static DecodedAnswer? Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('{', '[', '"') is var from and >= 0 && FromJson(text.AsSpan(from)) is { } json)
        {
            return new DecodedAnswer(json, WrappedInJson);
        }

        if (HasEscapedMarkup(text))
        {
            return new DecodedAnswer(Unescape(text), "The page was escaped like a JSON string.");
        }

        return text.Contains("&lt;html", StringComparison.OrdinalIgnoreCase) || text.Contains("&lt;!doctype", StringComparison.OrdinalIgnoreCase)
            ? new DecodedAnswer(WebUtility.HtmlDecode(text), "The page was escaped with HTML entities.")
            : null;
    }

    /// <summary>The longest string value that holds a page, of a JSON text that may stand in a fence or in prose.</summary>
    private static string? FromJson(ReadOnlySpan<char> text)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        var reader = new Utf8JsonReader(utf8, isFinalBlock: true, default);
        string? longest = null;
        try
        {
            for (var values = 0; values < MostValues && reader.Read(); values++)
            {
                if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > (longest?.Length ?? 0)
                    && reader.GetString() is { } value && MayHoldPage(value))
                {
                    longest = value;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Prose after the value, or JSON that is cut off: what was read so far counts.
        }

        return longest;
    }

    private static bool MayHoldPage(string value) =>
        value.Contains("<html", StringComparison.OrdinalIgnoreCase)
        || value.Contains("<!doctype", StringComparison.OrdinalIgnoreCase)
        || value.Contains("\\u003c", StringComparison.OrdinalIgnoreCase)
        || value.Contains("&lt;html", StringComparison.OrdinalIgnoreCase)
        || value.Contains("&lt;!doctype", StringComparison.OrdinalIgnoreCase);

    private static bool HasEscapedMarkup(string text) =>
        text.Contains("\\u003chtml", StringComparison.OrdinalIgnoreCase)
        || text.Contains("\\u003c!doctype", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<!doctype html>\\", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<html>\\n", StringComparison.OrdinalIgnoreCase)
        || text.Contains("<html lang=\\\"", StringComparison.OrdinalIgnoreCase);

    private static string Unescape(string text)
    {
        var builder = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                builder.Append(text[at]);
                continue;
            }

            at++;
            if (text[at] == 'u' && at + 4 < text.Length
                && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                builder.Append((char)unit);
                at += 4;
                continue;
            }

            builder.Append(text[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
        }

        return builder.ToString();
    }
}
