using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.ServiceDefaults.Errors;
using Podium.TestKit;

namespace Podium.ServiceDefaults.Tests.Errors;

public class ErrorTableTests
{
    internal sealed record Request(string Name, int Count);

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(app =>
    {
        app.MapPost("/echo", (Request request) => request).AllowAnonymous();
        app.MapPost("/free", (JsonElement body) => body.TryGetProperty("name", out _)).AllowAnonymous();
        app.MapGet("/conflict", Results<Request> () => throw new ConflictException("Already there.")).AllowAnonymous();
        app.MapGet("/limited", Results<Request> () => throw new RateLimitedException("Slow down.") { RetryAfter = TimeSpan.FromSeconds(1.2) }).AllowAnonymous();
        app.MapGet("/attempts", Results<Request> () => throw new UpstreamException(502, "upstream_failed", "It failed.")
        {
            Extensions = new Dictionary<string, object?> { ["attempts"] = 3 },
        }).AllowAnonymous();
        app.MapGet("/defect", Results<Request> () => throw new InvalidOperationException("the secret is swordfish")).AllowAnonymous();
        app.MapGet("/slow", async (CancellationToken cancellationToken) => await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken)).AllowAnonymous();
    });

    private delegate T Results<T>();

    [Fact]
    public void A_database_that_is_away_is_503_and_worth_another_try()
    {
        Exception[] away =
        [
            new NpgsqlException("Failed to connect", new IOException()),
            new PostgresException("terminating connection due to administrator command", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown),
        ];
        foreach (var e in away)
        {
            ErrorTable.Expected(e).ShouldNotBeNull().ShouldSatisfyAllConditions(
                p => p.Status.ShouldBe(503), p => p.Code.ShouldBe("database_unavailable"), p => p.RetryAfter.ShouldNotBeNull());
        }
    }

    [Fact]
    public void Only_what_a_client_sent_can_be_its_malformed_json() => ErrorTable.Expected(new JsonException("of a row")).ShouldBeNull();

    [Theory]
    [InlineData("{\"\\ud800\":1,\"name\":\"a\"}")]
    [InlineData("{\"name\":[{\"a\\udc00\":1}]}")]
    public async Task A_free_body_with_half_a_sign_for_a_name_is_400_and_no_defect(string body)
    {
        await using var app = await StartAsync();
        using var response = await app.Client.PostAsync("/free", new StringContent(body, Encoding.UTF8, "application/json"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        app.Logs.Entries.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
        using var whole = await app.Client.PostAsync("/free", new StringContent("{\"\\ud83d\\ude00\":1,\"name\":\"\\ud800\"}", Encoding.UTF8, "application/json"));
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"count\":\"x\"}", "count", "invalid_input")]
    [InlineData("{\"name\":\"a\",", null, "malformed_json")]
    [InlineData("nonsense", null, "malformed_json")]
    public async Task A_malformed_body_is_400_and_names_the_field(string body, string? field, string code)
    {
        await using var app = await StartAsync();
        using var response = await app.Client.PostAsync("/echo", new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await ReadAsync(response);
        problem.GetProperty("code").GetString().ShouldBe(code);
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
        problem.GetProperty("error").GetString().ShouldBe(problem.GetProperty("detail").GetString());
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("application/json; charset=\"utf-8\"", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; profile=x", 415)]
    [InlineData("text/plain; application/json", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/vnd.api+json", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData(null, 415)]
    public async Task Only_the_exact_media_type_is_read(string? contentType, int status)
    {
        await using var app = await StartAsync();
        using var content = new ByteArrayContent("{\"name\":\"a\",\"count\":1}"u8.ToArray());
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await app.Client.PostAsync("/echo", content);
        ((int)response.StatusCode).ShouldBe(status);
        if (status != 200)
        {
            (await ReadAsync(response)).GetProperty("code").GetString().ShouldBe("unsupported_media_type");
        }
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        await using var app = await StartAsync();
        using var response = await app.Client.PostAsync("/echo", JsonContent.Create(new Request(new string('x', 3 * 1024 * 1024), 1)));
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ReadAsync(response)).GetProperty("code").GetString().ShouldBe("too_large");
    }

    [Fact]
    public async Task An_expected_failure_keeps_its_status_code_and_members()
    {
        await using var app = await StartAsync();
        using var conflict = await app.Client.GetAsync("/conflict");
        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ReadAsync(conflict)).GetProperty("detail").GetString().ShouldBe("Already there.");

        using var limited = await app.Client.GetAsync("/limited");
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));

        using var upstream = await app.Client.GetAsync("/attempts");
        upstream.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await ReadAsync(upstream)).GetProperty("attempts").GetInt32().ShouldBe(3);
        app.Logs.Entries.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_defect_is_500_without_details_and_is_logged()
    {
        await using var app = await StartAsync();
        using var response = await app.Client.GetAsync("/defect");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("swordfish");
        app.Logs.Entries.ShouldContain(entry => entry.Level == LogLevel.Error && entry.Message == "GET /defect failed");
    }

    [Fact]
    public async Task A_client_that_went_away_is_no_error()
    {
        await using var app = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var pending = app.Client.GetAsync("/slow", cancel.Token);
        await Eventually.SucceedsAsync(() => { app.Logs.Entries.ShouldContain(entry => entry.Message.Contains("/slow")); return Task.CompletedTask; });
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => pending);
        await Eventually.SucceedsAsync(() => { app.Logs.Entries.ShouldContain(entry => entry.Message.Contains(" 499 ")); return Task.CompletedTask; });
        app.Logs.Entries.ShouldNotContain(entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem_document_too()
    {
        await using var app = await StartAsync();
        using var response = await app.Client.GetAsync("/nowhere");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync(response)).GetProperty("code").GetString().ShouldBe("not_found");
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();
}
