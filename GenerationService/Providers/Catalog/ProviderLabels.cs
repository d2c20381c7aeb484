namespace Podium.GenerationService.Providers.Catalog;

/// <summary>Provider ids and the names people know.</summary>
internal static class ProviderLabels
{
    public static string Of(string provider) => provider switch
    {
        "huggingface" => "Hugging Face",
        "openai" => "OpenAI",
        "anthropic" => "Anthropic",
        "google" => "Google Gemini",
        "openrouter" => "OpenRouter",
        "aipipe" => "AI Pipe",
        "ollama" => "Ollama",
        "vllm" => "vLLM",
        "lmstudio" => "LM Studio",
        "llamacpp" => "llama.cpp",
        "jan" => "Jan",
        "compatible" => "The OpenAI-compatible server",
        "demo" => "Podium demo",
        _ => provider,
    };
}
