namespace Podium.GenerationService.Connections;

/// <summary>The kinds of connection: the seven of the contract, and three of Podium's own.</summary>
/// <param name="Name">As the contract spells it.</param>
/// <param name="Provider">Podium's provider id: format and prices follow it.</param>
/// <param name="ExpectsKey">A check without any key hints at that.</param>
/// <param name="KeyInEveryHeader">Servers of this kind look for the key in different places, so it stands in all of them.</param>
internal sealed record ConnectionType(string Name, string Provider, bool ExpectsKey = false, bool KeyInEveryHeader = false)
{
    public static IReadOnlyList<ConnectionType> All { get; } =
    [
        new("OLLAMA", "ollama"),
        new("OPENAI", "openai", ExpectsKey: true),
        new("ANTHROPIC", "anthropic", ExpectsKey: true),
        new("OPENROUTER", "openrouter", ExpectsKey: true),
        new("OPENAI_COMPAT", "compatible", ExpectsKey: true, KeyInEveryHeader: true),
        new("LLAMACPP_OPENAI", "llamacpp", ExpectsKey: true, KeyInEveryHeader: true),
        new("CUSTOM", "compatible", KeyInEveryHeader: true),
        new("GOOGLE", "google", ExpectsKey: true),
        new("HUGGINGFACE", "huggingface", ExpectsKey: true),
        new("DEMO", "demo"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(type => type.Name)];

    public bool IsDemo => Name == "DEMO";

    /// <exception cref="InvalidOperationException">No such type: stored ones were checked when they were saved.</exception>
    public static ConnectionType Of(string name) => All.FirstOrDefault(type => type.Name == name)
        ?? throw new InvalidOperationException($"There is no connection type {name}.");
}
