namespace Podium.EvalService.Suites.Importing;

/// <summary>How a file is written. What it says is seen when it is read.</summary>
internal static class ImportFormat
{
    public const string Json = "json";
    public const string Yaml = "yaml";
    public const string JsonLines = "jsonl";
    public const string Csv = "csv";

    public static IReadOnlyList<string> All { get; } = [Json, Yaml, JsonLines, Csv];

    /// <summary>By the file's name, else by its first letters.</summary>
    public static string Of(string? fileName, string text) => Path.GetExtension(fileName)?.ToLowerInvariant() switch
    {
        ".json" => Json,
        ".yaml" or ".yml" => Yaml,
        ".jsonl" or ".ndjson" => JsonLines,
        ".csv" or ".tsv" => Csv,
        _ => ByContent(text.AsSpan().TrimStart()),
    };

    private static string ByContent(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("["))
        {
            return Json;
        }

        var end = text.IndexOfAny('\r', '\n');
        var first = (end < 0 ? text : text[..end]).TrimEnd();
        if (text.StartsWith("{"))
        {
            // Several objects, each on a line of its own; a single one is a document.
            return first.EndsWith("}") && !text[first.Length..].IsWhiteSpace() ? JsonLines : Json;
        }

        return first.Contains(',') && !first.Contains(": ", StringComparison.Ordinal) ? Csv : Yaml;
    }
}
