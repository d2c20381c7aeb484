using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers.Catalog;

namespace Podium.GenerationService.Connections;

/// <summary>The kinds of connection for a person who adds one: names, a note, and the addresses where such servers are found from here.</summary>
internal sealed class ConnectionPresets(ProviderCatalog catalog, IConfiguration configuration, IOptions<GarageOptions> options)
{
    // Set by .NET's own container images.
    private const string InContainer = "DOTNET_RUNNING_IN_CONTAINER";

    private static readonly Kind[] _kinds =
    [
        new("OLLAMA", "Ollama", "Start it with \"ollama serve\". No key is needed.", [("Ollama", "ollama")]),
        new("LLAMACPP_OPENAI", "llama.cpp", "Start it with \"llama-server -m model.gguf\". It reports its own prefill and decode times.", [("llama.cpp", "llamacpp"), ("Jan", "jan")]),
        new("OPENAI_COMPAT", "OpenAI-compatible", "Anything that answers /v1/models and /v1/chat/completions.", [("LM Studio", "lmstudio"), ("vLLM", "vllm")]),
        new("OPENAI", "OpenAI", "Needs a key of yours.", [("OpenAI", "openai")]),
        new("ANTHROPIC", "Anthropic", "Needs a key of yours.", [("Anthropic", "anthropic")]),
        new("GOOGLE", "Google", "Needs a Gemini API key.", [("Google", "google")]),
        new("OPENROUTER", "OpenRouter", "One key for many models.", [("OpenRouter", "openrouter")]),
        new("HUGGINGFACE", "Hugging Face", "Needs a token with permission to call inference providers.", [("Hugging Face", "huggingface")]),
        new("CUSTOM", "Custom", "Speaks OpenAI's format; the key is sent as Bearer, X-API-Key and api-key.", []),
        new("DEMO", "Demo", "Scripted models: they show the product and measure nothing.", []),
    ];

    public IReadOnlyList<PresetResponse> All() => [.. _kinds.Select(Response)];

    private PresetResponse Response(Kind kind)
    {
        var type = ConnectionType.Of(kind.Type);
        var providers = kind.Servers.Select(server => catalog.Find(server.Provider)!).Append(catalog.Find(type.Provider)!).DistinctBy(p => p.Id).ToList();
        return new PresetResponse(
            kind.Type,
            kind.Label,
            kind.Note,
            type.IsDemo || providers.Any(provider => ProviderTable.IsLocal(provider.Id)),
            providers.Any(provider => provider.RequiresKey),
            [.. providers.SelectMany(provider => provider.KeyVariables).Where(IsUsable).Distinct()],
            [.. kind.Servers.Select(server => new PresetServer(server.Name, Reachable(catalog.DefaultBaseUrl(catalog.Find(server.Provider)!)!)))]);
    }

    private bool IsUsable(string variable) => options.Value.AllowsVariable(variable) && !string.IsNullOrWhiteSpace(configuration[variable]);

    // A container's own localhost is never where a person's model server is.
    private string Reachable(string url) => configuration[InContainer] == "true" && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback
        ? new UriBuilder(uri) { Host = ConnectionAddress.DockerHost }.Uri.AbsoluteUri.TrimEnd('/')
        : url;

    private sealed record Kind(string Type, string Label, string Note, (string Name, string Provider)[] Servers);
}

/// <param name="Local">People run such servers themselves.</param>
/// <param name="KeyVariables">Environment variables of the server that hold a key for it, and may be named by a connection.</param>
internal sealed record PresetResponse(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("note")] string Note,
    [property: JsonPropertyName("local")] bool Local,
    [property: JsonPropertyName("needs_key")] bool NeedsKey,
    [property: JsonPropertyName("key_variables")] IReadOnlyList<string> KeyVariables,
    [property: JsonPropertyName("servers")] IReadOnlyList<PresetServer> Servers);

internal sealed record PresetServer([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("base_url")] string BaseUrl);
