using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Podium.GenerationService.Providers.Errors;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Parameters;

/// <summary>
/// What upstreams taught: a 400 that names a parameter changes the plan of that model from then on, so the refusal is paid for once per process.
/// </summary>
internal sealed partial class LearnedRules
{
    private const int MaxModels = 4096;

    // An upstream that refuses something new each time must not make a chain without end.
    private const int MaxRulesPerModel = 12;

    private readonly ConcurrentDictionary<(string Endpoint, string Model), LearnedChange[]> _rules = new();

    /// <summary>The known rules of the model with the learned ones on top.</summary>
    public ParameterPlan Apply(ProviderEndpoint endpoint, string model, ParameterPlan known) =>
        _rules.TryGetValue(Key(endpoint, model), out var learned) ? learned.Aggregate(known, (plan, change) => change.Apply(plan)) : known;

    /// <summary>
    /// Learns from a refusal. Returns the plan for one more try, or null when there is nothing (more) to change.
    /// </summary>
    public ParameterPlan? Learn(ProviderEndpoint endpoint, ChatRequest request, ParameterPlan plan, ProviderFailure failure)
    {
        if (failure.Status is not (400 or 422) || failure.Parameter is not { } parameter || Change(request, plan, parameter, failure) is not { } change)
        {
            return null;
        }

        var key = Key(endpoint, request.Model);
        if (change.Lasting && (_rules.Count < MaxModels || _rules.ContainsKey(key)))
        {
            _rules.AddOrUpdate(key, _ => [change], (_, earlier) => earlier.Length < MaxRulesPerModel ? [.. earlier, change] : earlier);
        }

        return change.Apply(plan);
    }

    private static LearnedChange? Change(ChatRequest request, ParameterPlan plan, string parameter, ProviderFailure failure)
    {
        if (parameter is not (Names.MaxTokens or Names.MaxCompletionTokens))
        {
            return plan.Sends(parameter) ? new LearnedChange(p => p with { Omit = p.Omit.Add(parameter) }, Lasting: true) : null;
        }

        if (plan.Cap(request.MaxOutputTokens) is not { } cap)
        {
            return null;
        }

        var text = failure.Detail ?? failure.Message;
        if (SmallerCap(text, cap) is { } smaller)
        {
            return new LearnedChange(
                p => p with { MaxCap = smaller.Cap, Changes = p.Changes.Add(string.Create(CultureInfo.InvariantCulture, $"{parameter} -> {smaller.Cap}")) },
                Lasting: !smaller.DependsOnPrompt);
        }

        // A refused cap field is renamed to the other one; when that had been tried, there is no cap to send.
        var other = plan.CapField == Names.MaxTokens ? Names.MaxCompletionTokens : Names.MaxTokens;
        return parameter != plan.CapField && !text.Contains(plan.CapField, StringComparison.Ordinal)
            ? null
            : plan.Changes.Any(c => c.Contains(" -> max_", StringComparison.Ordinal))
                ? new LearnedChange(p => p with { Omit = p.Omit.Add(p.CapField), Changes = p.Changes.Add(p.CapField) }, Lasting: true)
                : new LearnedChange(p => p with { CapField = other, Changes = p.Changes.Add($"{p.CapField} -> {other}") }, Lasting: true);
    }

    /// <summary>The largest cap that the words of the refusal allow, when they speak of a size.</summary>
    private static (int Cap, bool DependsOnPrompt)? SmallerCap(string text, int asked)
    {
        if (!Size().IsMatch(text))
        {
            return null;
        }

        if (ContextLength().Match(text) is { Success: true } context && PromptTokens().Match(text) is { Success: true } prompt)
        {
            var room = Number(context) - Number(prompt);
            return room is >= 16 && room < asked ? (room.Value, true) : null;
        }

        var exclusive = text.Contains("exclusive", StringComparison.OrdinalIgnoreCase) && !text.Contains("inclusive)", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        exclusive = text.Contains("(exclusive)", StringComparison.OrdinalIgnoreCase) ? 1 : exclusive;
        var limits = Numbers().Matches(text).Select(m => int.TryParse(m.Value, out var n) ? n - exclusive : 0).Where(n => n >= 16 && n < asked).ToArray();
        return limits.Length > 0 ? (limits.Max(), false) : null;
    }

    private static int? Number(Match match) =>
        int.TryParse(match.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value, out var number) ? number : null;

    private static (string Endpoint, string Model) Key(ProviderEndpoint endpoint, string model) => ($"{endpoint.Provider} {endpoint.BaseUri.Authority}", model);

    private sealed record LearnedChange(Func<ParameterPlan, ParameterPlan> Apply, bool Lasting);

    [GeneratedRegex(@"too large|at most|maximum|less than|<=|supported range|> \d|exceed", RegexOptions.IgnoreCase)]
    private static partial Regex Size();

    [GeneratedRegex(@"context length (?:is|of) (\d{2,9})", RegexOptions.IgnoreCase)]
    private static partial Regex ContextLength();

    [GeneratedRegex(@"(\d{1,9}) (?:tokens )?in the (?:messages|prompt|input)|(\d{1,9}) input tokens", RegexOptions.IgnoreCase)]
    private static partial Regex PromptTokens();

    [GeneratedRegex(@"(?<![\w.-])\d{2,9}(?![\w-])")]
    private static partial Regex Numbers();
}
