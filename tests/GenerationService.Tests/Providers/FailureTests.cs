using System.Diagnostics;
using Podium.GenerationService.Providers.Errors;

namespace Podium.GenerationService.Tests.Providers;

public sealed class FailureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public sealed record Case(string Name, int Status, string Body, string Code, bool Retryable, string? Message = null)
    {
        public override string ToString() => Name;
    }

    public static readonly TheoryData<Case> Cases =
    [
        new("object", 400, """{"error":{"message":"bad thing","type":"invalid_request_error","param":null,"code":null}}""", "upstream.invalid_request", false, "bad thing"),
        new("string", 400, """{"error":"bad thing"}""", "upstream.invalid_request", false, "bad thing"),
        new("array", 503, """[{"error":{"code":503,"message":"try later","status":"UNAVAILABLE"}}]""", "upstream.unavailable", true, "try later"),
        new("flat message", 400, """{"message":"Model X pricing unknown"}""", "upstream.invalid_request", false, "Model X pricing unknown"),
        new("plain text", 403, "Invalid host header", "upstream.forbidden", false),
        new("html", 502, "<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>", "upstream.unavailable", true),
        new("html in a message", 500, """{"error":{"message":"<!DOCTYPE html><html>oops</html>"}}""", "upstream.unavailable", true),
        new("empty", 500, "", "upstream.unavailable", true),
        new("fastapi", 422, """{"detail":"field required"}""", "upstream.invalid_request", false, "field required"),
        new("half a json", 400, """{"error":{"message":"cut""", "upstream.invalid_request", false),
        new("401", 401, """{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}""", "upstream.invalid_key", false, "did not accept the API key"),
        new("gemini's bad key is a 400", 400, """{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}""", "upstream.invalid_key", false),
        new("402 of the router", 402, """{"error":"You have exceeded your monthly included credits for Inference Providers."}""", "upstream.credits_exhausted", false),
        new("403", 403, """{"error":"This authentication method does not have sufficient permissions"}""", "upstream.forbidden", false, "permission"),
        new("404", 404, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", "upstream.model_not_found", false, "does not know the model"),
        new("408", 408, "", "upstream.timeout", true, "timed out"),
        new("409", 409, "", "upstream.invalid_request", true),
        new("413 of cloudflare", 413, "<html><body>413</body></html>", "upstream.request_too_large", false),
        new("429", 429, """{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}""", "upstream.rate_limited", true, "limiting"),
        new("429 out of quota", 429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""", "upstream.quota_exhausted", false),
        new("429 out of credit", 429, """{"error":{"message":"m","type":"x","code":"credit_balance_exhausted"}}""", "upstream.quota_exhausted", false),
        new("429 over the monthly cap", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}}""", "upstream.quota_exhausted", false),
        new("429 over AI Pipe's budget", 429, """{"message":"Usage $0.21 / $0.10 in 7 days"}""", "upstream.quota_exhausted", false),
        new("400 over one's own spend limit", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"You have reached the spend limit you set"}}""", "upstream.quota_exhausted", false),
        new("500", 500, """{"type":"error","error":{"type":"api_error","message":"Internal"}}""", "upstream.unavailable", true),
        new("503 overloaded", 503, """{"error":{"message":"m","code":"server_is_overloaded"}}""", "upstream.overloaded", true),
        new("504", 504, "", "upstream.timeout", true),
        new("524", 524, "<html>cloudflare</html>", "upstream.timeout", true),
        new("529", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "upstream.overloaded", true),
        new("an unsupported provider goes to the next candidate", 400, """{"error":{"message":"The requested model 'x' is not supported by provider 'novita'.","code":"model_not_supported"}}""", "upstream.provider_unsupported", true),
        new("a provider not found", 404, """{"error":"Provider foo not found"}""", "upstream.provider_unsupported", true),
        new("not supported by any provider you have enabled", 400, """{"error":{"message":"The requested model is not supported by any provider you have enabled.","param":"model"}}""", "upstream.provider_unsupported", true),
        new("an image refused", 400, """{"error":{"message":"This model does not support image input."}}""", "upstream.image_unsupported", false),
        new("an image refused by routing", 404, """{"error":{"message":"No endpoints found that support image input","code":404}}""", "upstream.image_unsupported", false),
        new("image_url refused", 422, """{"detail":"image_url is not supported by this model"}""", "upstream.image_unsupported", false),
        new("streaming refused", 400, """{"error":{"message":"Your organization must be verified to stream this model.","param":"stream","code":"unsupported_value"}}""", "upstream.stream_unsupported", false),
        new("streaming refused in other words", 422, """{"error":"streaming is not supported for this model"}""", "upstream.stream_unsupported", false),
        new("too long", 400, """{"error":{"message":"This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.","code":"context_length_exceeded"}}""", "upstream.context_length", false),
        new("a parameter", 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0.2","param":"temperature","code":"unsupported_value"}}""", "upstream.parameter_unsupported", false),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void A_refusal_becomes_a_code_and_a_plain_sentence(Case @case)
    {
        var failure = Classify(@case.Status, @case.Body);

        failure.Code.ShouldBe(@case.Code);
        failure.Retryable.ShouldBe(@case.Retryable);
        failure.Status.ShouldBe(@case.Status);
        failure.Message.ShouldNotContain("<");
        failure.Message.ShouldNotContain("doctype");
        (failure.Detail ?? "").ShouldNotContain("<");
        failure.Message.Length.ShouldBeLessThan(400);
        if (@case.Message is not null)
        {
            failure.Message.ShouldContain(@case.Message);
        }
    }

    [Fact]
    public void A_key_that_the_upstream_repeats_is_blotted_out()
    {
        var failure = Classify(400, """{"error":{"message":"no such thing as sk-secret-12345678 here"}}""", secret: "sk-secret-12345678");

        failure.Message.ShouldNotContain("sk-secret");
        failure.Detail!.ShouldNotContain("sk-secret");
    }

    /// <summary>As JSON may write it, and as JSON inside of JSON does; nobody who reads the error has to decode anything to have the key.</summary>
    [Theory]
    [InlineData("""sk-\u0073ecret\u002F12345678""")]
    [InlineData("""sk-secret\/12345678""")]
    [InlineData("""sk\\u002dsecret\\/12345678""")]
    public void A_key_that_the_upstream_repeats_in_escapes_is_blotted_out(string written)
    {
        var failure = Classify(400, $$$"""{"error":{"message":"no such thing as {{{written}}} here"}}""", secret: "sk-secret/12345678");

        failure.Message.ShouldContain("*** here");
        failure.Message.ShouldNotContain("12345678");
        failure.Detail!.ShouldNotContain("12345678");
    }

    [Fact]
    public void A_hostile_error_takes_no_time_to_search_for_a_long_key()
    {
        var key = new string('a', 4_000) + "b";
        var started = Stopwatch.GetTimestamp();
        KeyRedaction.Apply(new string('\\', 60_000) + '\\' + key, key)!.ShouldNotContain('b');
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_key_in_an_error_inside_a_stream_is_blotted_out_of_its_raw_text_too()
    {
        var error = UpstreamErrorReader.ReadEvent("""{"error":{"message":"no such key as sk-secret\/12345678"}}"""u8)!;

        var failure = FailureClassifier.Classify(400, error, "x", "m", _ => null, DateTimeOffset.UnixEpoch, "sk-secret/12345678");

        (failure.Message + failure.Detail).ShouldNotContain("12345678");
    }

    [Theory]
    [InlineData("true", 400, true)]
    [InlineData("false", 503, false)]
    public void The_upstream_may_say_itself_whether_to_retry(string header, int status, bool retryable) =>
        Classify(status, "", ("x-should-retry", header)).Retryable.ShouldBe(retryable);

    [Theory]
    [InlineData("""{"error":{"code":502,"message":"Provider disconnected","metadata":{"error_type":"provider_unavailable"}}}""", 502, true)]
    [InlineData("""{"error":{"code":"429","message":"m"}}""", 429, true)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", 529, true)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"m"}}""", 429, true)]
    [InlineData("""{"error":{"message":"m","metadata":{"error_type":"payment_required"}}}""", 402, false)]
    [InlineData("""{"error":{"message":"m","type":"insufficient_quota"}}""", 429, false)]
    [InlineData("""{"error":"model runner has stopped"}""", 502, true)]
    public void An_error_under_status_200_gets_the_status_it_names(string body, int status, bool retryable)
    {
        var failure = Classify(0, body);

        failure.Status.ShouldBe(status);
        failure.Retryable.ShouldBe(retryable);
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1500)]
    [InlineData("retry-after", "2", 2000)]
    [InlineData("retry-after", "2.5", 2500)]
    [InlineData("retry-after", "0", 0)]
    [InlineData("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT", 30_000)]
    [InlineData("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT", 0)]
    [InlineData("retry-after", "soon", null)]
    [InlineData("retry-after", "-5", null)]
    [InlineData("retry-after", "-Infinity", null)]
    [InlineData("retry-after", "NaN", null)]
    [InlineData("retry-after-ms", "-Infinity", null)]
    [InlineData("x-ratelimit-remaining-tokens=0;x-ratelimit-reset-tokens", "6m30s", 390_000)]
    [InlineData("x-ratelimit-remaining-requests=0;x-ratelimit-reset-requests", "120ms", 120)]
    [InlineData("x-ratelimit-remaining-requests=7;x-ratelimit-reset-requests", "1h", null)]
    [InlineData("anthropic-ratelimit-requests-remaining=0;anthropic-ratelimit-requests-reset", "2026-11-20T10:00:07Z", 7000)]
    [InlineData("x-ratelimit-reset", "1795168800000", 0)]
    public void Retry_after_is_read_in_every_form_of_header(string headers, string value, int? milliseconds)
    {
        var pairs = headers.Split(';').Select(h => h.Split('=')).Select(h => (h[0], h.Length > 1 ? h[1] : value)).ToArray();

        Classify(429, """{"error":{"message":"m"}}""", pairs).RetryAfter.ShouldBe(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
    }

    [Fact]
    public void The_milliseconds_win_over_the_seconds() =>
        Classify(429, "", ("retry-after", "9"), ("retry-after-ms", "250")).RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));

    [Fact]
    public void The_hub_tells_its_window() =>
        Classify(429, "", ("ratelimit", "\"api\";r=0;t=47")).RetryAfter.ShouldBe(TimeSpan.FromSeconds(47));

    [Theory]
    [InlineData("31s", 31_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("nonsense", null)]
    public void Google_tells_the_delay_in_the_body(string delay, int? milliseconds) =>
        Classify(429, $$$"""[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{{delay}}}"}]}}]""")
            .RetryAfter.ShouldBe(milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null);

    [Fact]
    public void A_delay_may_stand_in_the_sentence() =>
        Classify(429, """{"error":{"message":"Rate limit reached. Please try again in 1m2.5s."}}""").RetryAfter.ShouldBe(TimeSpan.FromSeconds(62.5));

    private static Podium.GenerationService.Providers.ProviderFailure Classify(int status, string body, params (string Name, string Value)[] headers) =>
        Classify(status, body, null, headers);

    private static Podium.GenerationService.Providers.ProviderFailure Classify(int status, string body, string? secret, params (string Name, string Value)[] headers) =>
        FailureClassifier.Classify(
            status,
            UpstreamErrorReader.Read(System.Text.Encoding.UTF8.GetBytes(body)),
            "OpenAI",
            "some-model",
            name => headers.FirstOrDefault(h => h.Name == name).Value,
            Now,
            secret);
}
