using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;

namespace Podium.GenerationService;

/// <summary>
/// The module's spans and instruments. The GenAI conventions exist in two generations of names (OpenTelemetry moved them to a repository of their
/// own in 2026): <c>OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental</c> chooses the newer ones.
/// </summary>
internal sealed class GenerationTelemetry
{
    public const string Name = "podium.generation";
    private const string NewestConventions = "gen_ai_latest_experimental";

    // Advised boundaries: 0.01 * 2^n seconds, and powers of four up to 67,108,864 tokens.
    private static readonly double[] _seconds = [.. Enumerable.Range(0, 14).Select(n => 0.01 * (1 << n))];
    private static readonly long[] _tokens = [.. Enumerable.Range(0, 14).Select(n => 1L << (2 * n))];

    private readonly ActivitySource _source = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _timeToFirstChunk;
    private readonly Histogram<long>? _tokenUsage;
    private readonly Counter<long>? _inputTokens;
    private readonly Counter<long>? _outputTokens;

    public GenerationTelemetry(IMeterFactory meters, IConfiguration configuration)
    {
        var meter = meters.Create(Name);
        UsesNewestNames = (configuration["OTEL_SEMCONV_STABILITY_OPT_IN"] ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(NewestConventions);
        var prefix = UsesNewestNames ? "gen_ai.client.inference" : "gen_ai.client.operation";
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds };
        _duration = meter.CreateHistogram($"{prefix}.duration", "s", "Duration of one call to a model.", tags: null, seconds);
        _timeToFirstChunk = meter.CreateHistogram($"{prefix}.time_to_first_chunk", "s", "Time to the first chunk of a stream.", tags: null, seconds);
        if (UsesNewestNames)
        {
            _inputTokens = meter.CreateCounter<long>("gen_ai.client.inference.usage.input_tokens", "{token}", "Billed input tokens.");
            _outputTokens = meter.CreateCounter<long>("gen_ai.client.inference.usage.output_tokens", "{token}", "Billed output tokens.");
        }
        else
        {
            _tokenUsage = meter.CreateHistogram(
                "gen_ai.client.token.usage", "{token}", "Billed tokens of one call.", tags: null,
                new InstrumentAdvice<long> { HistogramBucketBoundaries = _tokens });
        }
    }

    public bool UsesNewestNames { get; }

    /// <summary>The span of a whole generation, under the request that started it although it outlives that request.</summary>
    public Activity? StartGeneration(string modelId, ActivityContext request) =>
        _source.StartActivity($"generation {modelId}", ActivityKind.Internal, request);

    /// <summary>The span of one call: <c>chat {model}</c>.</summary>
    public Activity? StartCall(string model) => _source.StartActivity($"chat {model}", ActivityKind.Client);

    public void RecordCall(in TagList tags, TimeSpan duration, TimeSpan? firstChunk, long? inputTokens, long? outputTokens)
    {
        _duration.Record(duration.TotalSeconds, tags);
        if (firstChunk is { } first)
        {
            _timeToFirstChunk.Record(first.TotalSeconds, tags);
        }

        RecordTokens(tags, "input", inputTokens, _inputTokens);
        RecordTokens(tags, "output", outputTokens, _outputTokens);
    }

    private void RecordTokens(TagList tags, string type, long? count, Counter<long>? counter)
    {
        if (counter is not null)
        {
            // The newer conventions count a call without usage as 0 of unknown modality, so that it is not silently missing.
            tags.Add("gen_ai.token.modality", count is null ? "unknown" : "text");
            counter.Add(count ?? 0, tags);
        }
        else if (count is { } known)
        {
            tags.Add("gen_ai.token.type", type);
            _tokenUsage!.Record(known, tags);
        }
    }
}
