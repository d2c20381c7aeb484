namespace Podium.GenerationService.Generations;

/// <summary>One way to reach a model: what is sent as its name, and which provider behind the router that asks for.</summary>
/// <param name="Model">As sent: for Hugging Face's router <c>owner/name</c> or <c>owner/name:provider</c>.</param>
/// <param name="Provider">The routed provider, <c>auto</c> where the router chooses, or the provider's own id.</param>
internal sealed record PlannedAttempt(string Model, string Provider);

/// <summary>The attempts of a generation in the order they are tried.</summary>
internal static class AttemptPlan
{
    public const string Auto = "auto";

    /// <summary>
    /// A hint goes first and makes the candidates void; candidates go in their order; the router's own choice is always last.
    /// </summary>
    public static IReadOnlyList<PlannedAttempt> ForRouter(string model, string? hint, IReadOnlyList<string> candidates)
    {
        var named = hint is not null ? [hint] : candidates;
        return [.. named.Select(p => new PlannedAttempt($"{model}:{p}", p)), new PlannedAttempt(model, Auto)];
    }

    public static IReadOnlyList<PlannedAttempt> Direct(string model, string provider) => [new PlannedAttempt(model, provider)];
}
