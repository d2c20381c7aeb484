namespace Podium.GenerationService.Providers.Ollama;

/// <summary>
/// How much context to ask for. Ollama's default is as small as 4,096 tokens, and a longer prompt is cut silently; but each token costs memory, so
/// it is not simply the largest either.
/// </summary>
internal static class OllamaContext
{
    private const int Smallest = 8192;
    private const int Step = 4096;
    private const int TokensPerImage = 1500;
    private const int UsualAnswer = 12_288;

    /// <summary>Prompt (at three characters per token) plus answer, rounded up to 4,096, between 8,192 and <paramref name="largest"/>.</summary>
    public static int Tokens(ChatRequest request, int largest)
    {
        var prompt = request.Messages.Sum(m => (m.Text.Length / 3L) + (m.Images.Count * TokensPerImage) + 16);
        var answer = Math.Min(request.MaxOutputTokens ?? UsualAnswer, UsualAnswer);
        var needed = (prompt + answer + Step - 1) / Step * Step;
        return (int)Math.Clamp(needed, Math.Min(Smallest, largest), largest);
    }
}
