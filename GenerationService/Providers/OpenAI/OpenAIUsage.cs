using System.Globalization;
using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.OpenAI;

/// <summary>
/// The <c>usage</c> object of chat completions, with the additions of OpenRouter (<c>cost</c>) and DeepSeek (<c>prompt_cache_hit_tokens</c>).
/// <code>
/// {"prompt_tokens":120,"completion_tokens":40,"total_tokens":160,
///  "prompt_tokens_details":{"cached_tokens":64,"cache_write_tokens":0},"completion_tokens_details":{"reasoning_tokens":30}}
/// </code>
/// </summary>
internal static class OpenAIUsage
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
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                usage.Prompt = JsonText.NextCount(ref reader) ?? usage.Prompt;
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                usage.Completion = JsonText.NextCount(ref reader) ?? usage.Completion;
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                usage.Total = JsonText.NextCount(ref reader) ?? usage.Total;
            }
            else if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8))
            {
                usage.CacheRead = JsonText.NextCount(ref reader) ?? usage.CacheRead;
            }
            else if (reader.ValueTextEquals("cost"u8))
            {
                reader.Read();
                usage.CostUsd = Cost(ref reader) ?? usage.CostUsd;
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8) || reader.ValueTextEquals("completion_tokens_details"u8))
            {
                ReadDetails(ref reader, usage);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }

    /// <summary>llama.cpp: <c>{"cache_n":10,"prompt_n":5,"prompt_ms":12.5,"predicted_n":40,"predicted_ms":800}</c>.</summary>
    /// <param name="reader">Stands on the property name.</param>
    public static ServerTimings? ReadLlamaTimings(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return null;
        }

        var timings = new ServerTimings(null, null, null, null, null, null);
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("cache_n"u8))
            {
                timings = timings with { CachedTokens = JsonText.NextCount(ref reader) };
            }
            else if (reader.ValueTextEquals("prompt_n"u8))
            {
                timings = timings with { PrefillTokens = JsonText.NextCount(ref reader) };
            }
            else if (reader.ValueTextEquals("predicted_n"u8))
            {
                timings = timings with { DecodeTokens = JsonText.NextCount(ref reader) };
            }
            else if (reader.ValueTextEquals("prompt_ms"u8))
            {
                timings = timings with { Prefill = Milliseconds(ref reader) };
            }
            else if (reader.ValueTextEquals("predicted_ms"u8))
            {
                timings = timings with { Decode = Milliseconds(ref reader) };
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        return timings;
    }

    private static void ReadDetails(ref Utf8JsonReader reader, UsageCounts usage)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                usage.CacheRead = JsonText.NextCount(ref reader) ?? usage.CacheRead;
            }
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
            {
                usage.CacheWrite = JsonText.NextCount(ref reader) ?? usage.CacheWrite;
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                usage.Reasoning = JsonText.NextCount(ref reader) ?? usage.Reasoning;
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }

    private static TimeSpan? Milliseconds(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var ms) && ms is >= 0 and < 1e10)
        {
            return TimeSpan.FromMilliseconds(ms);
        }

        reader.Skip();
        return null;
    }

    private static decimal? Cost(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out var cost) && cost >= 0 => cost,
        JsonTokenType.String when decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) && cost >= 0 => cost,
        JsonTokenType.StartObject or JsonTokenType.StartArray => Skip(ref reader),
        _ => null,
    };

    private static decimal? Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }
}
