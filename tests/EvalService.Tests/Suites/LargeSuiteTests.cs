using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Suites;

/// <summary>Suites as large as they may be, with the limits as they come.</summary>
public sealed class LargeSuiteTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly JsonSerializerOptions _unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SuitesHost _host = null!;
    private HttpClient _ada = null!;

    public async Task InitializeAsync()
    {
        _host = await SuitesHost.StartAsync(await postgres.CreateDatabaseAsync());
        _ada = _host.Client(SuitesHost.Ada);
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_suite_of_fifty_prompts_of_a_megabyte_each_comes_in_and_goes_out_to_the_byte()
    {
        var prompt = string.Concat(Enumerable.Repeat("Wie heißt der Fluß? 日本 ", Mebibyte / 26));
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            name = "Large",
            category = "c",
            tests = Enumerable.Range(1, 50).Select(i => new { order_index = i, name = $"Case {i}", user_prompt = $"{i} {prompt}" }),
        }, _unescaped);
        json.Length.ShouldBeGreaterThan(50 * Mebibyte);

        var id = (await PostAsync("/api/suites", json)).GetProperty("id").GetInt64();

        var exported = await _ada.GetByteArrayAsync($"/api/suites/{id}/export");
        await _ada.OkAsync(HttpMethod.Delete, $"/api/suites/{id}");
        var again = (await PostAsync("/api/suites", exported)).GetProperty("id").GetInt64();
        (await _ada.GetByteArrayAsync($"/api/suites/{again}/export")).AsSpan().SequenceEqual(exported).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hundred_thousand_cases_are_a_suite_and_one_more_is_refused()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            lines.Append("{\"order_index\":").Append(i).Append(",\"name\":\"Case ").Append(i).Append("\",\"user_prompt\":\"What is ").Append(i)
                .Append(" + 1?\",\"checks\":[{\"type\":\"contains\",\"value\":\"").Append(i + 1).Append("\"}]},");
        }

        var cases = lines.ToString();
        var suite = await PostAsync("/api/suites?tests=none", Encoding.UTF8.GetBytes($$"""{"name":"Many","category":"c","tests":[{{cases.TrimEnd(',')}}]}"""));
        suite.GetProperty("tests_total").GetInt32().ShouldBe(100_000);

        using var content = Content(Encoding.UTF8.GetBytes($$"""{"name":"Too many","category":"c","tests":[{{cases}}{"name":"t","user_prompt":"p"}]}"""));
        using var response = await _ada.PostAsync("/api/suites", content);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("field").GetString().ShouldBe("tests");
    }

    [Fact]
    public async Task More_than_a_suite_may_weigh_is_refused_before_it_is_read()
    {
        using var content = Content(new byte[65 * Mebibyte]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/suites") { Content = content };

        // Asks before it sends: the server closes the connection on a body that it refuses for its size.
        request.Headers.ExpectContinue = true;
        using var response = await _ada.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<JsonElement> PostAsync(string path, byte[] json)
    {
        using var content = Content(json);
        using var response = await _ada.PostAsync(path, content);
        var body = await response.Content.ReadAsByteArrayAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2_000))));
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static ByteArrayContent Content(byte[] json) => new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
