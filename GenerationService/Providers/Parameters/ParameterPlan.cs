using System.Collections.Immutable;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Parameters;

/// <summary>Which optional parameters one request really sends. Formats ask it; it also tells what was left out against the request's wish.</summary>
internal sealed record ParameterPlan
{
    /// <summary>Parameters that this model refuses, by Podium's names.</summary>
    public ImmutableHashSet<string> Omit { get; init; } = [];

    /// <summary>The field of the output cap in the OpenAI format.</summary>
    public string CapField { get; init; } = Names.MaxTokens;

    /// <summary>The field of the penalty for repeating in the OpenAI format, which has none of its own.</summary>
    public string RepeatField { get; init; } = Names.RepeatPenalty;

    /// <summary>A learned upper limit of the output cap.</summary>
    public int? MaxCap { get; init; }

    /// <summary>What a learned rule changed, in words for the result.</summary>
    public ImmutableList<string> Changes { get; init; } = [];

    public bool Sends(string parameter) => !Omit.Contains(parameter);

    /// <summary>The output cap to send, or null for none.</summary>
    public int? Cap(int? asked) => asked is not { } cap || Omit.Contains(CapField) ? null : MaxCap is { } max && max < cap ? max : cap;

    /// <summary>What the caller asked for and the upstream does not get.</summary>
    public IReadOnlyList<string> Dropped(ChatRequest request)
    {
        var dropped = Changes.ToBuilder();
        Add(Names.Temperature, request.Temperature is not null);
        Add(Names.TopP, request.TopP is not null);
        Add(Names.TopK, request.TopK is not null);
        Add(Names.MinP, request.MinP is not null);
        Add(Names.FrequencyPenalty, request.FrequencyPenalty is not null);
        Add(Names.PresencePenalty, request.PresencePenalty is not null);
        Add(Names.RepeatPenalty, request.RepeatPenalty is not null);
        Add(Names.ContextTokens, request.ContextTokens is not null);
        Add(Names.Seed, request.Seed is not null);
        Add(Names.Stop, request.Stop is { Count: > 0 });
        Add(Names.ReasoningEffort, request.ReasoningEffort is not null);
        return dropped.ToImmutable();

        void Add(string name, bool asked)
        {
            if (asked && Omit.Contains(name) && !dropped.Contains(name))
            {
                dropped.Add(name);
            }
        }
    }
}
