using System.Text.Json;
using Podium.EvalService.Checks;

namespace Podium.EvalService.Runs.Items;

/// <summary>The members of an item's events.</summary>
internal static class ItemEventBodies
{
    public static void Started(Utf8JsonWriter json, RunItem item, string testName)
    {
        json.WriteNumber("car_id"u8, item.CarId);
        json.WriteNumber("test_id"u8, item.TestId);
        json.WriteString("test_name"u8, testName);
        json.WriteNumber("repetition"u8, item.Repetition);
        json.WriteBoolean("is_warmup"u8, item.IsWarmup);
    }

    public static void Error(Utf8JsonWriter json, RunItem item, int attempt, CallFailure failure, bool retrying)
    {
        json.WriteNumber("attempt"u8, attempt);
        json.WriteString("error"u8, failure.Message);
        json.WriteString("code"u8, failure.Code);
        json.WriteBoolean("retrying"u8, retrying);
        json.WriteNumber("car_id"u8, item.CarId);
        json.WriteNumber("test_id"u8, item.TestId);
    }

    public static void Retry(Utf8JsonWriter json, int attempt, TimeSpan delay, string reason)
    {
        json.WriteNumber("attempt"u8, attempt);
        json.WriteNumber("delay_ms"u8, (long)delay.TotalMilliseconds);
        json.WriteString("reason"u8, reason);
    }

    public static void Metrics(Utf8JsonWriter json, ItemMetrics metrics)
    {
        Number(json, "ttft_ms", metrics.TtftMs);
        Number(json, "latency_ms", metrics.LatencyMs);
        Number(json, "tokens_per_sec", metrics.TokensPerSecond);
        Number(json, "output_tokens", metrics.OutputTokens);
        json.WriteBoolean("estimated"u8, metrics.TokensEstimated);
        Number(json, "ttft_us", metrics.TtftUs);
        Number(json, "latency_us", metrics.TotalUs);
        Number(json, "output_tokens_per_s", metrics.OutputTokensPerSecond);
        Number(json, "cost_pico_usd", metrics.CostPicoUsd);
    }

    public static void Assertions(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteNumber("passed"u8, report.Passed);
        json.WriteNumber("total"u8, report.Total);
        Number(json, "score", report.Score);
        if (report.Pass is { } pass)
        {
            json.WriteBoolean("pass"u8, pass);
        }
    }

    /// <summary>Infinity and NaN are no JSON: what cannot be said is null.</summary>
    public static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(string.IsNullOrWhiteSpace(text) ? "{}" : RepairedJson.Of(text));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
