using System.ComponentModel;
using System.Globalization;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>The query of a gallery page. All texts, so that a refusal can name the parameter at fault.</summary>
internal sealed record SearchRequest
{
    private const int MaxText = 200;
    private const int MaxLimit = 100;
    private const decimal PicoPerUsd = 1_000_000_000_000m;
    private const decimal MaxUsd = 9_000_000m;

    [Description("Beginnings of words in the label, model, vendor, provider, task or author; all must occur")]
    public string? Q { get; init; }

    public string? Model { get; init; }

    public string? Vendor { get; init; }

    public string? Provider { get; init; }

    public string? Task { get; init; }

    [Description("model, agent or baseline")]
    public string? Source { get; init; }

    [Description("me, or an author's id")]
    public string? Author { get; init; }

    [Description("The session of one Studio build")]
    public string? Session { get; init; }

    [Description("Revisions of this artifact")]
    public string? Parent { get; init; }

    [Description("USD, at least")]
    public string? MinCost { get; init; }

    [Description("USD, at most; artifacts of unknown cost are left out")]
    public string? MaxCost { get; init; }

    [Description("Created at or after, ISO 8601")]
    public string? From { get; init; }

    [Description("Created before, ISO 8601")]
    public string? To { get; init; }

    [Description("true for demo models only, false for none of them")]
    public string? Demo { get; init; }

    [Description("newest (default), cheapest, fastest or lightest")]
    public string? Sort { get; init; }

    [Description("The nextCursor of the page before")]
    public string? Cursor { get; init; }

    [Description("1 to 100, 24 by default")]
    public string? Limit { get; init; }

    /// <exception cref="InvalidInputException">Names the parameter.</exception>
    public ArtifactFilter ToFilter(PodiumUser user)
    {
        var sort = OneOf(Sort, "sort", Enum.GetValues<ArtifactSort>()) ?? ArtifactSort.Newest;
        var filter = new ArtifactFilter
        {
            WordQuery = Text(Q, "q") is { } q ? ArtifactWords.Query(q) : null,
            Model = Text(Model, "model"),
            Vendor = Text(Vendor, "vendor"),
            Provider = Text(Provider, "provider"),
            Task = Text(Task, "task"),
            Source = SourceType(Text(Source, "source")),
            AuthorId = AuthorId(Text(Author, "author"), user),
            Session = Id(Session, "session"),
            Parent = Id(Parent, "parent"),
            MinCostPicoUsd = PicoUsd(MinCost, "minCost"),
            MaxCostPicoUsd = PicoUsd(MaxCost, "maxCost"),
            From = Time(From, "from"),
            To = Time(To, "to"),
            Demo = Flag(Demo),
            Sort = sort,
            After = string.IsNullOrEmpty(Cursor) ? null : ArtifactCursor.Decode(Cursor, sort),
            Limit = Number(Limit) ?? 24,
        };
        return filter.MinCostPicoUsd > filter.MaxCostPicoUsd
            ? throw new InvalidInputException("minCost", "minCost is above maxCost.")
            : filter;
    }

    private static string? Text(string? value, string field)
    {
        var text = value?.Trim();
        if (text?.Length > MaxText || text?.Contains('\0') == true)
        {
            throw new InvalidInputException(field, $"{field} is longer than {MaxText} characters, or holds a null character.");
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? SourceType(string? source) => source is null || SourceTypes.All.Contains(source)
        ? source
        : throw new InvalidInputException("source", $"source is one of {string.Join(", ", SourceTypes.All)}.");

    private static string? AuthorId(string? author, PodiumUser user) => author switch
    {
        "me" when user.IsAnonymous => throw new UnauthenticatedException("Sign in to list your own artifacts."),
        "me" => user.Id,
        _ => author,
    };

    private static Guid? Id(string? value, string field) => string.IsNullOrEmpty(value)
        ? null
        : Guid.TryParse(value, out var id) ? id : throw new InvalidInputException(field, $"{field} is not an id.");

    private static long? PicoUsd(string? value, string field)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) && usd <= MaxUsd
            ? (long)(usd * PicoPerUsd)
            : throw new InvalidInputException(field, $"{field} is an amount in USD, such as 0.05.");
    }

    private static DateTime? Time(string? value, string field)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return DateTime.TryParse(value, CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : throw new InvalidInputException(field, $"{field} is a time in ISO 8601, such as 2026-11-20T08:00:00Z.");
    }

    private static bool? Flag(string? value) => value switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw new InvalidInputException("demo", "demo is true or false."),
    };

    private static int? Number(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit
            ? number
            : throw new InvalidInputException("limit", $"limit is a number from 1 to {MaxLimit}.");
    }

    private static ArtifactSort? OneOf(string? value, string field, ArtifactSort[] known)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var name = known.Cast<ArtifactSort?>().FirstOrDefault(sort => sort.ToString()!.Equals(value, StringComparison.OrdinalIgnoreCase));
        return name ?? throw new InvalidInputException(field, $"{field} is one of {string.Join(", ", known).ToLowerInvariant()}.");
    }
}
