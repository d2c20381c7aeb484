using System.Globalization;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Comparisons;

/// <summary>Query parameters of these routes, refused with 422 and their name where they make no sense.</summary>
internal static class QueryValue
{
    private static string Known => string.Join(", ", ComparedMetric.All.Select(metric => metric.Name));

    public static long RunId(string name, string? text) =>
        Id(name, text) ?? throw new InvalidFieldsException(new InvalidField("query", name, "Field required", "missing"));

    /// <returns>Null when it was not given.</returns>
    public static long? Id(string name, string? text, long most = long.MaxValue) => text switch
    {
        null or "" => null,
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out var id) && id >= 1 && id <= most => id,
        _ => throw new InvalidFieldsException(new InvalidField("query", name, "Input should be a valid integer, at least 1", "int_parsing")),
    };

    public static bool Flag(string name, string? text) => text?.ToLowerInvariant() switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw new InvalidFieldsException(new InvalidField("query", name, "Input should be true or false", "bool_parsing")),
    };

    /// <returns>Null when nothing was asked for.</returns>
    public static ComparedMetric? Metric(string name, string? text) => text is null
        ? null
        : ComparedMetric.Find(text) ?? throw new InvalidFieldsException(new InvalidField("query", name, $"Input should be one of {Known}", "literal_error"));

    /// <param name="text">Names separated by commas.</param>
    /// <returns>Null when nothing was asked for.</returns>
    public static IReadOnlyList<string>? Metrics(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        return names.Count > 0 && names.TrueForAll(name => ComparedMetric.Find(name) is not null)
            ? names
            : throw new InvalidFieldsException(new InvalidField("query", "metrics", $"Input should be some of {Known}", "literal_error"));
    }

    public static double Tolerance(string? text) =>
        text is null ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000 ? value
        : throw new InvalidFieldsException(new InvalidField("query", "tolerance", "Input should be a number from 0", "float_parsing"));
}
