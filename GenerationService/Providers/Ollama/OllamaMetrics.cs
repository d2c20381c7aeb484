using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Ollama;

/// <summary>The counts and nanosecond durations of the last line. A fully cached prompt drops its own.</summary>
internal struct OllamaMetrics
{
    private long? _load;
    private long? _prefill;
    private long? _decode;

    public long? PromptCount { get; private set; }

    public long? AnswerCount { get; private set; }

    /// <summary>False, and nothing is read, unless the reader stands on the name of a metric.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("prompt_eval_count"u8))
        {
            PromptCount = JsonText.NextCount(ref reader);
        }
        else if (reader.ValueTextEquals("eval_count"u8))
        {
            AnswerCount = JsonText.NextCount(ref reader);
        }
        else if (reader.ValueTextEquals("load_duration"u8))
        {
            _load = JsonText.NextCount(ref reader);
        }
        else if (reader.ValueTextEquals("prompt_eval_duration"u8))
        {
            _prefill = JsonText.NextCount(ref reader);
        }
        else if (reader.ValueTextEquals("eval_duration"u8))
        {
            _decode = JsonText.NextCount(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    public readonly ServerTimings ToTimings() => new(Nanoseconds(_load), Nanoseconds(_prefill), Nanoseconds(_decode), PromptCount, AnswerCount, null);

    private static TimeSpan? Nanoseconds(long? value) => value is { } ns ? TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick) : null;
}
