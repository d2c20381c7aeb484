using System.Collections.Frozen;
using Podium.GenerationService.Tasks.Demo;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>The providers Podium knows. To add one that speaks a known format, add a row.</summary>
internal static class ProviderTable
{
    public static readonly IReadOnlyList<ProviderDescription> All =
    [
        new("huggingface", WireFormat.OpenAI, "https://router.huggingface.co/v1", true, "hfApiKey", true,
            ["HF_BASE_URL"], ["HF_TOKEN", "HF_API_KEY", "HUGGINGFACE_API_KEY"], Presets(
                ("deepseek-ai/DeepSeek-V4-Pro", "DeepSeek V4 Pro"), ("moonshotai/Kimi-K2.6", "Kimi K2.6"), ("zai-org/GLM-5.2", "GLM 5.2"),
                ("MiniMaxAI/MiniMax-M2.7", "MiniMax M2.7"), ("Qwen/Qwen3.5-397B-A17B", "Qwen3.5 397B"), ("Qwen/Qwen3.6-27B", "Qwen3.6 27B"),
                ("openai/gpt-oss-120b", "gpt-oss 120B"), ("meta-llama/Llama-3.3-70B-Instruct", "Llama 3.3 70B"))),
        new("openai", WireFormat.OpenAI, "https://api.openai.com/v1", true, "openaiApiKey", true,
            ["OPENAI_BASE_URL"], ["OPENAI_API_KEY"], Presets(
                ("gpt-6-astra", "GPT-6 Astra"), ("gpt-6.1-sol", "GPT-6.1 Sol"), ("gpt-6-sol", "GPT-6 Sol"), ("gpt-6-luna", "GPT-6 Luna"),
                ("gpt-5.6-sol", "GPT-5.6 Sol"), ("gpt-5.5", "GPT-5.5"), ("gpt-5.4-mini", "GPT-5.4 mini"), ("gpt-5.2", "GPT-5.2"), ("gpt-5.1", "GPT-5.1"),
                ("gpt-5-mini", "GPT-5 mini"), ("gpt-5-nano", "GPT-5 nano"), ("gpt-4.1", "GPT-4.1"))),
        new("anthropic", WireFormat.Anthropic, "https://api.anthropic.com", true, "anthropicApiKey", true,
            ["ANTHROPIC_BASE_URL"], ["ANTHROPIC_API_KEY"], Presets(
                ("claude-fable-5-1", "Claude Fable 5.1"), ("claude-opus-5-5", "Claude Opus 5.5"), ("claude-sonnet-5-5", "Claude Sonnet 5.5"),
                ("claude-haiku-5-5", "Claude Haiku 5.5"), ("claude-opus-4-6", "Claude Opus 4.6"), ("claude-sonnet-4-6", "Claude Sonnet 4.6"),
                ("claude-haiku-4-5", "Claude Haiku 4.5"), ("claude-opus-4-1-20250805", "Claude Opus 4.1"),
                ("claude-sonnet-4-20250514", "Claude Sonnet 4"), ("claude-3-5-haiku-latest", "Claude Haiku 3.5"))),
        new("google", WireFormat.Gemini, "https://generativelanguage.googleapis.com", true, "googleApiKey", true,
            ["GOOGLE_BASE_URL"], ["GEMINI_API_KEY", "GOOGLE_API_KEY"], Presets(
                ("gemini-4-argon", "Gemini 4 Argon"), ("gemini-3.8-flash", "Gemini 3.8 Flash"), ("gemini-3.5-flash", "Gemini 3.5 Flash"),
                ("gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite"), ("gemini-3-pro-preview", "Gemini 3 Pro"),
                ("gemini-3-flash-preview", "Gemini 3 Flash"), ("gemini-2.5-flash", "Gemini 2.5 Flash"))),
        new("openrouter", WireFormat.OpenAI, "https://openrouter.ai/api/v1", true, "apiKey", true, ["OPENROUTER_BASE_URL"], ["OPENROUTER_API_KEY"], []),
        new("aipipe", WireFormat.OpenAI, "https://aipipe.org/openrouter/v1", true, "apiKey", true, ["AIPIPE_BASE_URL"], ["AIPIPE_TOKEN"], []),
        new("ollama", WireFormat.Ollama, "http://localhost:11434", false, "apiKey", true, ["OLLAMA_HOST"], ["OLLAMA_API_KEY"], []),
        new("vllm", WireFormat.OpenAI, "http://localhost:8000/v1", false, "apiKey", true, ["VLLM_BASE_URL"], ["VLLM_API_KEY"], []),
        new("lmstudio", WireFormat.OpenAI, "http://localhost:1234/v1", false, "apiKey", true, ["LMSTUDIO_BASE_URL"], ["LMSTUDIO_API_KEY"], []),
        new("llamacpp", WireFormat.OpenAI, "http://localhost:9931/v1", false, "apiKey", true, ["LLAMACPP_BASE_URL"], ["LLAMACPP_API_KEY"], []),
        new("jan", WireFormat.OpenAI, "http://127.0.0.1:1337/v1", false, "apiKey", true, ["JAN_BASE_URL"], ["JAN_API_KEY"], []),
        new("compatible", WireFormat.OpenAI, null, false, "apiKey", true, ["COMPATIBLE_BASE_URL"], ["COMPATIBLE_API_KEY"], []),
        new("demo", WireFormat.Demo, "http://demo.invalid", false, "apiKey", false, [], [],
            [.. DemoModel.All.Select(model => new ModelPreset(model.Id, model.Label))]),
    ];

    /// <summary>Model servers that people run themselves: their usual address is this machine.</summary>
    public static bool IsLocal(string id) => _local.Contains(id);

    private static readonly FrozenSet<string> _local = All.Where(p => p.BaseUrl is { } url && new Uri(url).IsLoopback).Select(p => p.Id).ToFrozenSet();

    private static IReadOnlyList<ModelPreset> Presets(params (string Id, string Label)[] presets) =>
        [.. presets.Select(p => new ModelPreset(p.Id, p.Label))];
}
