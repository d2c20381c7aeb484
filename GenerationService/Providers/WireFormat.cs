namespace Podium.GenerationService.Providers;

/// <summary>The shapes a chat completion takes on the wire. Many providers share one.</summary>
internal enum WireFormat
{
    OpenAI,
    Anthropic,
    Gemini,
    Ollama,
    Demo,
}
