using System.Text.RegularExpressions;

namespace Podium.GenerationService.Pricing;

internal enum PriceMatch
{
    /// <summary>This model id only.</summary>
    Exact,

    /// <summary>Also its dated and channel names: <c>gpt-5-2025-08-07</c>, <c>claude-haiku-4-5-20251001</c>, <c>…-latest</c>; never <c>gpt-5-pro</c>.</summary>
    Snapshot,

    /// <summary>Any id that goes on after a <c>-</c>, <c>@</c>, <c>/</c> or <c>_</c>: for an operator who knows the family.</summary>
    Prefix,
}

/// <param name="Url">Null when the source is not a page of its own.</param>
/// <param name="Date">The day the price was read there.</param>
internal sealed record PriceSource(string Name, Uri? Url, DateOnly Date);

/// <summary>One price of one model at one provider, for a span of time.</summary>
/// <param name="Model">Lower case, without a <c>:suffix</c>.</param>
/// <param name="ServedBy">The provider behind a router, or the host behind a compatible address; null for any.</param>
/// <param name="From">First instant it holds; null for "always so far".</param>
/// <param name="Until">First instant it no longer holds.</param>
internal sealed partial record PriceRow(
    string Provider,
    string Model,
    PriceMatch Match,
    string? ServedBy,
    PriceRates Rates,
    LongPromptTier? LongPrompt,
    PeakTier? Peak,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    PriceSource Source,
    string? Note)
{
    /// <summary>Multiplies the whole, in thousandths: 1100 for a region priced ten per cent higher.</summary>
    public int UpliftPerMille { get; init; } = 1000;

    public bool HoldsAt(DateTimeOffset at) => (From is null || at >= From) && (Until is null || at < Until);

    /// <param name="model">Lower case, without a suffix.</param>
    public bool Covers(ReadOnlySpan<char> model)
    {
        if (!model.StartsWith(Model, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = model[Model.Length..];
        return rest.IsEmpty || Match switch
        {
            PriceMatch.Snapshot => SnapshotName().IsMatch(rest),
            PriceMatch.Prefix => rest[0] is '-' or '@' or '/' or '_',
            _ => false,
        };
    }

    // -2025-08-07  -20250929  @20250929  -0613  -001  -09-2025  -latest  -preview  -preview-09-2025  -exp-0827  -v1
    [GeneratedRegex(@"^[-@](?:(?:preview|exp|beta)(?:-\d{2,4}){0,3}|latest|default|v\d{1,2}|\d{8}|\d{6}|\d{4}-\d{2}-\d{2}|\d{2}-\d{2}(?:-\d{4})?|\d{2}-\d{4}|\d{3,4})$")]
    private static partial Regex SnapshotName();
}
