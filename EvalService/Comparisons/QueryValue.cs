using System.Globalization;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Comparisons;

/// <summary>Query parameters of these routes, refused with 422 and their name where they make no sense.</summary>
internal static class QueryValue
{
    public static long RunId(string name, string? text) => text switch
    {
        null or "" => throw new InvalidFieldsException(new InvalidField("query", name, "Field required", "missing")),
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out var id) && id >= 1 => id,
        _ => throw new InvalidFieldsException(new InvalidField("query", name, "Input should be a valid integer, at least 1", "int_parsing")),
    };

    /// <param name="text">Names separated by commas; null for the usual ones.</param>
    public static IReadOnlyList<string> Metrics(string? text)
    {
        if (text is null)
        {
            return Gate.DefaultMetrics;
        }

        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        var known = ComparedMetric.All.Select(metric => metric.Name).ToList();
        return names.Count > 0 && names.TrueForAll(known.Contains)
            ? names
            : throw new InvalidFieldsException(new InvalidField("query", "metrics", $"Input should be some of {string.Join(", ", known)}", "literal_error"));
    }

    public static double Tolerance(string? text) =>
        text is null ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000 ? value
        : throw new InvalidFieldsException(new InvalidField("query", "tolerance", "Input should be a number from 0", "float_parsing"));
}
