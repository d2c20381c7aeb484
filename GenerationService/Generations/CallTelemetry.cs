using System.Diagnostics;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>What the GenAI conventions want to know of a call, in either vocabulary.</summary>
internal static class CallTelemetry
{
    public static void Record(GenerationTelemetry telemetry, Activity? span, AttemptOutcome outcome)
    {
        var request = outcome.Call.Request;
        var result = outcome.Result;
        var provider = ProviderName(outcome.Call.Endpoint, telemetry.UsesNewestNames);
        if (span is not null)
        {
            SetRequest(span, outcome.Call, provider, telemetry.UsesNewestNames);
            SetResponse(span, outcome, telemetry.UsesNewestNames);
        }

        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { telemetry.UsesNewestNames ? "gen_ai.provider.name" : "gen_ai.system", provider },
            { "gen_ai.request.model", request.Model },
            { "server.address", outcome.Call.Endpoint.BaseUri.Host },
            { "server.port", outcome.Call.Endpoint.BaseUri.Port },
        };
        if (result.ResponseModel is { } model)
        {
            tags.Add("gen_ai.response.model", model);
        }

        if (ErrorType(result) is { } error)
        {
            tags.Add("error.type", error);
        }

        telemetry.RecordCall(
            tags, outcome.Duration, request.Stream ? result.Timings.FirstToken : null, result.Usage?.TotalInput, result.Usage?.TotalOutput);
    }

    private static void SetRequest(Activity span, AttemptCall call, string provider, bool newest)
    {
        var request = call.Request;
        span.SetTag("gen_ai.operation.name", "chat");
        span.SetTag(newest ? "gen_ai.provider.name" : "gen_ai.system", provider);
        span.SetTag("gen_ai.request.model", request.Model);
        span.SetTag("gen_ai.request.max_tokens", request.MaxOutputTokens);
        span.SetTag("gen_ai.request.temperature", request.Temperature);
        span.SetTag("gen_ai.request.top_p", request.TopP);
        span.SetTag("gen_ai.request.seed", request.Seed);
        span.SetTag("gen_ai.output.type", "text");
        span.SetTag("server.address", call.Endpoint.BaseUri.Host);
        span.SetTag("server.port", call.Endpoint.BaseUri.Port);
        if (newest)
        {
            span.SetTag("gen_ai.request.stream", request.Stream);
            span.SetTag("gen_ai.request.reasoning.level", request.ReasoningEffort);
        }
    }

    private static void SetResponse(Activity span, AttemptOutcome outcome, bool newest)
    {
        var result = outcome.Result;
        span.SetTag("gen_ai.response.id", result.ResponseId);
        span.SetTag("gen_ai.response.model", result.ResponseModel);
        span.SetTag("gen_ai.response.finish_reasons", new[] { FinishReasons.ToText(result.Finish) });
        span.SetTag("gen_ai.usage.input_tokens", result.Usage?.TotalInput);
        span.SetTag("gen_ai.usage.output_tokens", result.Usage?.TotalOutput);
        if (newest)
        {
            span.SetTag("gen_ai.response.time_to_first_chunk", result.Timings.FirstToken?.TotalSeconds);
            span.SetTag("gen_ai.usage.cache_read.input_tokens", result.Usage?.CacheRead);
            span.SetTag("gen_ai.usage.cache_write.input_tokens", UsageView.From(result.Usage)?.CacheWriteTokens);
            span.SetTag("gen_ai.usage.reasoning.output_tokens", result.Usage?.Reasoning);
        }

        if (ErrorType(result) is { } error)
        {
            span.SetTag("error.type", error);
            span.SetStatus(ActivityStatusCode.Error, result.Failure?.Code);
        }
    }

    private static string? ErrorType(CompletionResult result) => result.Finish switch
    {
        FinishReason.Failed => result.Failure?.Status.ToString(),
        FinishReason.Cancelled => "cancelled",
        _ => null,
    };

    private static string ProviderName(ProviderEndpoint endpoint, bool newest) => endpoint.Provider switch
    {
        "google" => newest ? "gcp.gemini" : "gemini",
        var id => id,
    };
}
