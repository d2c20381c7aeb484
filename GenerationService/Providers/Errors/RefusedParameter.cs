using System.Text.RegularExpressions;

namespace Podium.GenerationService.Providers.Errors;

/// <summary>Finds the request parameter that an upstream refuses, and gives it the name Podium uses for it in every format.</summary>
internal static partial class RefusedParameter
{
    // Longer names first: "max_completion_tokens" holds "tokens", "thinkingConfig.thinkingLevel" is one parameter.
    private static readonly (string Spelling, string Name)[] Spellings =
    [
        ("max_completion_tokens", Names.MaxCompletionTokens), ("max_output_tokens", Names.MaxTokens), ("maxoutputtokens", Names.MaxTokens),
        ("max_tokens", Names.MaxTokens), ("num_predict", Names.MaxTokens),
        ("temperature", Names.Temperature), ("top_p", Names.TopP), ("topp", Names.TopP), ("top_k", Names.TopK), ("topk", Names.TopK),
        ("reasoning_effort", Names.ReasoningEffort), ("reasoning.effort", Names.ReasoningEffort), ("output_config", Names.ReasoningEffort),
        ("thinking_level", Names.ReasoningEffort), ("thinkinglevel", Names.ReasoningEffort), ("thinking_config", Names.ReasoningEffort),
        ("thinkingconfig", Names.ReasoningEffort), ("thinking_budget", Names.ReasoningEffort), ("thinkingbudget", Names.ReasoningEffort),
        ("thinking", Names.ReasoningEffort), ("reasoning", Names.ReasoningEffort), ("effort", Names.ReasoningEffort), ("think", Names.ReasoningEffort),
        ("include_obfuscation", Names.IncludeObfuscation), ("stream_options", Names.StreamOptions),
        ("stop_sequences", Names.Stop), ("stopsequences", Names.Stop), ("stop", Names.Stop), ("seed", Names.Seed),
        ("min_p", Names.MinP), ("frequency_penalty", Names.FrequencyPenalty), ("frequencypenalty", Names.FrequencyPenalty),
        ("presence_penalty", Names.PresencePenalty), ("presencepenalty", Names.PresencePenalty),
        ("repeat_penalty", Names.RepeatPenalty), ("repetition_penalty", Names.RepeatPenalty), ("num_ctx", Names.ContextTokens),
    ];

    /// <summary>Podium's name for the refused parameter, or null when the error is about something else.</summary>
    public static string? Find(UpstreamError error)
    {
        if (error.Parameter is { } named)
        {
            return Match(named.ToLowerInvariant());
        }

        return error.Message is { } message && Refusal().IsMatch(message)
            ? Spellings.Where(s => Regex.IsMatch(message, $@"(?<![A-Za-z_]){Regex.Escape(s.Spelling)}(?![A-Za-z_])", RegexOptions.IgnoreCase))
                .Select(s => s.Name)
                .FirstOrDefault()
            : null;
    }

    private static string? Match(string field) => Spellings.Where(s => field == s.Spelling || field.EndsWith('.' + s.Spelling, StringComparison.Ordinal)
        || field.StartsWith(s.Spelling + '.', StringComparison.Ordinal)).Select(s => s.Name).FirstOrDefault();

    [GeneratedRegex(@"unsupported|not support|deprecated|not permitted|not allowed|unknown (name|field|parameter)|unrecognized|extra inputs|only the default|"
        + @"cannot both be|cannot be (specified|disabled|set)|too large|must be (less|at most|between|<=?)|maximum allowed|supported range|must be <=|invalid value|>\s*\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Refusal();

    internal static class Names
    {
        public const string MaxTokens = "max_tokens";
        public const string MaxCompletionTokens = "max_completion_tokens";
        public const string Temperature = "temperature";
        public const string TopP = "top_p";
        public const string TopK = "top_k";
        public const string ReasoningEffort = "reasoning_effort";
        public const string StreamOptions = "stream_options";
        public const string IncludeObfuscation = "include_obfuscation";
        public const string Stop = "stop";
        public const string Seed = "seed";
        public const string MinP = "min_p";
        public const string FrequencyPenalty = "frequency_penalty";
        public const string PresencePenalty = "presence_penalty";
        public const string RepeatPenalty = "repeat_penalty";
        public const string ContextTokens = "num_ctx";
    }
}
