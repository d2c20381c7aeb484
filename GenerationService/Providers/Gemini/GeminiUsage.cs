using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Gemini;

/// <summary><c>usageMetadata</c>: in almost every event, cumulative, with zeroes left out.</summary>
internal static class GeminiUsage
{
    /// <param name="reader">Stands on the property name.</param>
    public static void Read(ref Utf8JsonReader reader, UsageCounts usage)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("promptTokenCount"u8))
            {
                usage.Prompt = JsonText.NextCount(ref reader) ?? usage.Prompt;
            }
            else if (reader.ValueTextEquals("cachedContentTokenCount"u8))
            {
                usage.CacheRead = JsonText.NextCount(ref reader) ?? usage.CacheRead;
            }
            else if (reader.ValueTextEquals("candidatesTokenCount"u8))
            {
                usage.Completion = JsonText.NextCount(ref reader) ?? usage.Completion;
            }
            else if (reader.ValueTextEquals("thoughtsTokenCount"u8))
            {
                usage.Reasoning = JsonText.NextCount(ref reader) ?? usage.Reasoning;
            }
            else if (reader.ValueTextEquals("toolUsePromptTokenCount"u8))
            {
                usage.ToolUsePrompt = JsonText.NextCount(ref reader) ?? usage.ToolUsePrompt;
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }
}
