using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Connections;

/// <summary>Connections and cars.</summary>
internal sealed class GarageOptions
{
    public const string SectionName = "Generation:Garage";

    // One text and no list: what an operator says takes the place of the default, where a list would be appended to it.
    [Description("Environment names whose value a connection may use as its key, separated by commas; a star at the end stands for any ending")]
    public string KeyVariables { get; set; } =
        "OPENAI_API_KEY,ANTHROPIC_API_KEY,OPENROUTER_API_KEY,GEMINI_API_KEY,GOOGLE_API_KEY,HF_TOKEN,HF_API_KEY,HUGGINGFACE_API_KEY,"
        + "OLLAMA_API_KEY,VLLM_API_KEY,LMSTUDIO_API_KEY,LLAMACPP_API_KEY,JAN_API_KEY,COMPATIBLE_API_KEY,AIPIPE_TOKEN,PODIUM_KEY_*";

    [Description("The most connections of an installation")]
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 1_000;

    [Description("The most cars of an installation")]
    [Range(1, 1_000_000)]
    public int MaxCars { get; set; } = 20_000;

    [Description("Milliseconds the discovery of a connection's models may take")]
    [Range(100, 120_000)]
    public int DiscoveryTimeoutMs { get; set; } = 8_000;

    [Description("Completions that may wait for a place at one connection in this process")]
    [Range(1, 1_000_000)]
    public int MaxWaitingPerConnection { get; set; } = 10_000;

    /// <summary>Whether a connection may name this environment variable.</summary>
    public bool AllowsVariable(string name) => KeyVariables.Split(',', StringSplitOptions.TrimEntries).Any(allowed => allowed.EndsWith('*')
        ? allowed.Length > 1 && name.StartsWith(allowed[..^1], StringComparison.Ordinal)
        : name.Equals(allowed, StringComparison.Ordinal));
}
