using System.Globalization;
using System.Text.Json;

namespace Podium.GenerationService.Pricing;

/// <summary>A price file that does not make sense; the message names the row.</summary>
internal sealed class InvalidPriceFileException(string file, string problem, Exception? inner = null)
    : Exception($"Price file {file}: {problem}", inner);

/// <summary>The rows of one price file, checked, and how a model finds its row among them.</summary>
internal sealed class PriceTable
{
    private const decimal HighestUsdPerMillion = 100_000m;
    private const int MostRows = 10_000;

    private readonly ILookup<string, PriceRow> _byProvider;

    private PriceTable(string version, IReadOnlyList<PriceRow> rows)
    {
        Version = version;
        Rows = rows;
        _byProvider = rows.ToLookup(row => row.Provider);
    }

    public string Version { get; }

    public IReadOnlyList<PriceRow> Rows { get; }

    /// <exception cref="InvalidPriceFileException">The text is not a price file, or a row is wrong.</exception>
    public static PriceTable Parse(Stream json, string fileName)
    {
        PriceFile file;
        try
        {
            file = PriceFile.Parse(json);
        }
        catch (JsonException error)
        {
            throw new InvalidPriceFileException(fileName, $"{error.Path ?? "$"}: {error.Message}", error);
        }

        if (string.IsNullOrWhiteSpace(file.Version) || file.Version.Length > 40)
        {
            throw new InvalidPriceFileException(fileName, "version: must be a text of 1 to 40 characters.");
        }

        if (file.Rows.Count > MostRows)
        {
            throw new InvalidPriceFileException(fileName, $"rows: at most {MostRows} are allowed.");
        }

        return new PriceTable(file.Version, [.. file.Rows.Select((row, index) => ToRow(row, index, file.Sources, fileName))]);
    }

    public static PriceTable LoadEmbedded()
    {
        const string name = "prices.json";
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream($"Podium.GenerationService.Pricing.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its price table {name}.");
        return Parse(stream, name);
    }

    /// <summary>
    /// Exact model before longest prefix; among equals, a row for this very <paramref name="servedBy"/> before one for any. A row for another server
    /// never matches.
    /// </summary>
    /// <param name="model">Lower case, without a suffix.</param>
    public PriceRow? Find(string provider, string model, string? servedBy, DateTimeOffset at)
    {
        PriceRow? best = null;
        foreach (var row in _byProvider[provider])
        {
            if (row.Covers(model) && row.HoldsAt(at) && (row.ServedBy is null || row.ServedBy == servedBy) && (best is null || IsBetter(row, best)))
            {
                best = row;
            }
        }

        return best;
    }

    private static bool IsBetter(PriceRow row, PriceRow best) =>
        row.Model.Length != best.Model.Length ? row.Model.Length > best.Model.Length : row.ServedBy is not null && best.ServedBy is null;

    private static PriceRow ToRow(PriceFile.RowEntry row, int index, Dictionary<string, PriceFile.SourceEntry> sources, string fileName)
    {
        var fail = Exception (string field, string problem) =>
            new InvalidPriceFileException(fileName, $"rows[{index}] ({row.Provider}/{row.Model}) {field}: {problem}");
        if (row.Provider.Length == 0 || row.Provider.Any(char.IsUpper))
        {
            throw fail("provider", "must be a lower-case provider id.");
        }

        if (row.Model.Length == 0 || row.Model.Contains(':'))
        {
            throw fail("model", "must be a model id without a ':' suffix.");
        }

        if (!sources.TryGetValue(row.Source, out var source))
        {
            throw fail("source", $"'{row.Source}' is not among the sources.");
        }

        if (row.Until <= row.From)
        {
            throw fail("until", "must be after 'from'.");
        }

        long Pico(string field, decimal usdPerMillion) =>
            usdPerMillion is >= 0 and <= HighestUsdPerMillion && decimal.IsInteger(usdPerMillion * PriceRates.PicoPerMillionUsd)
                ? (long)(usdPerMillion * PriceRates.PicoPerMillionUsd)
                : throw fail(field, $"must be 0 to {HighestUsdPerMillion} USD per 1M tokens, with at most six decimals.");
        long? MaybePico(string field, decimal? usdPerMillion) => usdPerMillion is { } usd ? Pico(field, usd) : null;

        var rates = new PriceRates(
            Pico("input", row.Input),
            Pico("output", row.Output),
            MaybePico("cachedInput", row.CachedInput),
            MaybePico("cacheWrite5m", row.CacheWrite5m),
            MaybePico("cacheWrite1h", row.CacheWrite1h),
            MaybePico("reasoning", row.Reasoning),
            (MaybePico("perRequest", row.PerRequest) ?? 0) * PriceRates.PicoPerMillionUsd);
        var longPrompt = row.Above is not { } above ? null : above.Tokens <= 0
            ? throw fail("above.tokens", "must be positive.")
            : new LongPromptTier(above.Tokens, above.Inclusive, new PriceRates(
                Pico("above.input", above.Input),
                Pico("above.output", above.Output),
                MaybePico("above.cachedInput", above.CachedInput),
                MaybePico("above.cacheWrite5m", above.CacheWrite5m),
                MaybePico("above.cacheWrite1h", above.CacheWrite1h),
                PerRequest: rates.PerRequest));
        var peak = row.Peak is not { } hours ? null : new PeakTier(
            hours.Days,
            [.. hours.Hours.Select(window => Window(window) ?? throw fail("peak.hours", $"'{window}' is not like '01-04'."))],
            new PriceRates(
                Pico("peak.input", hours.Input),
                Pico("peak.output", hours.Output),
                MaybePico("peak.cachedInput", hours.CachedInput),
                PerRequest: rates.PerRequest));
        return new PriceRow(
            row.Provider,
            row.Model.ToLowerInvariant(),
            row.Match,
            row.ServedBy?.ToLowerInvariant(),
            rates,
            longPrompt,
            peak,
            Midnight(row.From),
            Midnight(row.Until),
            new PriceSource(source.Name, source.Url, source.Date),
            row.Note)
        {
            UpliftPerMille = row.Uplift is null ? 1000 : row.Uplift is > 0 and <= 10 ? (int)(row.Uplift * 1000) : throw fail("uplift", "must be above 0 and at most 10."),
        };
    }

    private static DateTimeOffset? Midnight(DateOnly? date) => date is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static (int From, int To)? Window(string text) =>
        text.Split('-') is [var from, var to]
        && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && first < end && end <= 24
            ? (first, end)
            : null;
}
