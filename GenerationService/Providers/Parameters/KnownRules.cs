using System.Text.RegularExpressions;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Parameters;

/// <summary>
/// What models are known to refuse, so that not even the first request fails. Unknown models get everything that was asked for, and
/// <see cref="LearnedRules"/> does the rest. Sources: the providers' model pages and release notes, autumn 2026.
/// </summary>
internal static partial class KnownRules
{
    private static readonly string[] _anthropicHasNo =
        [Names.Seed, Names.MinP, Names.FrequencyPenalty, Names.PresencePenalty, Names.RepeatPenalty, Names.ContextTokens];

    public static ParameterPlan For(ProviderEndpoint endpoint, ChatRequest request) => endpoint.Wire switch
    {
        WireFormat.OpenAI => ForOpenAI(endpoint.Provider, request),
        WireFormat.Anthropic => ForAnthropic(request),
        WireFormat.Gemini => new ParameterPlan { Omit = [Names.MinP, Names.RepeatPenalty, Names.ContextTokens] },
        _ => new ParameterPlan(),
    };

    private static ParameterPlan ForOpenAI(string provider, ChatRequest request)
    {
        // Only OpenAI itself (also behind AI Pipe) has dropped max_tokens; Ollama's /v1 silently ignores the new name, which would mean no cap.
        var isOpenAI = provider is "openai" or "aipipe" && !request.Model.Contains('/', StringComparison.Ordinal);
        if (!isOpenAI)
        {
            return new ParameterPlan
            {
                Omit = [Names.IncludeObfuscation, Names.ContextTokens],

                // llama.cpp, LM Studio and Jan say repeat_penalty; vLLM, Hugging Face and OpenRouter (also behind AI Pipe) say this.
                RepeatField = provider is "vllm" or "huggingface" or "openrouter" or "aipipe" ? "repetition_penalty" : Names.RepeatPenalty,
            };
        }

        var plan = new ParameterPlan { CapField = Names.MaxCompletionTokens, Omit = [Names.MinP, Names.RepeatPenalty, Names.ContextTokens] };
        plan = provider == "openai" ? plan : plan with { Omit = plan.Omit.Add(Names.IncludeObfuscation) };
        if (AllowsSampling(request.Model, request.ReasoningEffort))
        {
            return plan;
        }

        plan = plan with { Omit = plan.Omit.Union([Names.Temperature, Names.TopP, Names.FrequencyPenalty, Names.PresencePenalty]) };
        return NeverSamples().IsMatch(request.Model) ? plan with { Omit = plan.Omit.Add(Names.Stop) } : plan;
    }

    private static bool AllowsSampling(string model, string? effort)
    {
        if (ChatLatest().IsMatch(model))
        {
            return true;
        }

        if (NeverSamples().IsMatch(model))
        {
            return false;
        }

        // Where the default effort is "none", sampling is allowed until an effort is asked for; where it is not, only with an explicit "none".
        return EffortNoneByDefault().IsMatch(model) ? effort is null or "none" : !EffortMediumByDefault().IsMatch(model) || effort == "none";
    }

    private static ParameterPlan ForAnthropic(ChatRequest request)
    {
        if (AnthropicWithoutSampling().IsMatch(request.Model))
        {
            return new ParameterPlan { Omit = [Names.Temperature, Names.TopP, Names.TopK, .. _anthropicHasNo] };
        }

        // From the 4.1 and 4.5 generation on, only one of the two is accepted.
        return request.Temperature is not null && request.TopP is not null
            ? new ParameterPlan { Omit = [Names.TopP, .. _anthropicHasNo] }
            : new ParameterPlan { Omit = [.. _anthropicHasNo] };
    }

    [GeneratedRegex(@"^gpt-[5-9](\.\d+)?-chat-latest$")]
    private static partial Regex ChatLatest();

    [GeneratedRegex(@"^(o[134](-|$)|gpt-5(-|$)|gpt-6-astra|gpt-6\.1-sol|gpt-5\.\d+-(pro|codex))")]
    private static partial Regex NeverSamples();

    [GeneratedRegex(@"^gpt-5\.[1-5](-|$)")]
    private static partial Regex EffortNoneByDefault();

    [GeneratedRegex(@"^(gpt-5\.[6-9]|gpt-[6-9])")]
    private static partial Regex EffortMediumByDefault();

    [GeneratedRegex(@"claude-(opus-4-[78]|opus-[5-9]|sonnet-[5-9]|fable)", RegexOptions.IgnoreCase)]
    private static partial Regex AnthropicWithoutSampling();
}
