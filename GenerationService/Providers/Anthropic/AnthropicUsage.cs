using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Anthropic;

/// <summary>
/// <c>usage</c>: cumulative wherever it appears, so the last value of each field stands. In <c>message_start</c> the output count is a placeholder.
/// <code>
/// {"input_tokens":20,"cache_creation_input_tokens":100,"cache_read_input_tokens":900,
///  "cache_creation":{"ephemeral_5m_input_tokens":60,"ephemeral_1h_input_tokens":40},"output_tokens":1,"output_tokens_details":{"thinking_tokens":12}}
/// </code>
/// </summary>
internal static class AnthropicUsage
{
    /// <param name="reader">Stands on the property name.</param>
    /// <param name="final">False at the start of a stream.</param>
    public static void Read(ref Utf8JsonReader reader, UsageCounts usage, bool final)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("cache_creation"u8) || reader.ValueTextEquals("output_tokens_details"u8))
            {
                Read(ref reader, usage, final);
            }
            else if (reader.ValueTextEquals("input_tokens"u8))
            {
                usage.Prompt = JsonText.NextCount(ref reader) ?? usage.Prompt;
            }
            else if (reader.ValueTextEquals("output_tokens"u8))
            {
                var count = JsonText.NextCount(ref reader);
                usage.Completion = final && count is not null ? count : usage.Completion;
            }
            else if (reader.ValueTextEquals("cache_read_input_tokens"u8))
            {
                usage.CacheRead = JsonText.NextCount(ref reader) ?? usage.CacheRead;
            }
            else if (reader.ValueTextEquals("cache_creation_input_tokens"u8))
            {
                usage.CacheWrite = JsonText.NextCount(ref reader) ?? usage.CacheWrite;
            }
            else if (reader.ValueTextEquals("ephemeral_5m_input_tokens"u8))
            {
                usage.CacheWrite5m = JsonText.NextCount(ref reader) ?? usage.CacheWrite5m;
            }
            else if (reader.ValueTextEquals("ephemeral_1h_input_tokens"u8))
            {
                usage.CacheWrite1h = JsonText.NextCount(ref reader) ?? usage.CacheWrite1h;
            }
            else if (reader.ValueTextEquals("thinking_tokens"u8))
            {
                usage.Reasoning = JsonText.NextCount(ref reader) ?? usage.Reasoning;
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }
}
