using System.Net;
using System.Text;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Xunit;

namespace Podium.TestKit.Conformance;

/// <summary>What every service owes, whatever it does. Derived once per service.</summary>
public abstract class ServiceConformanceTests<T>(T service) : IClassFixture<T>
    where T : ServiceUnderTest
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task It_boots_alone_and_says_that_it_is_well(string path) => (await service.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Its_document_names_every_operation_once()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await service.Client.GetStringAsync(service.Document));

        var names = Operations(document).Select(o => o.TryGetProperty("operationId", out var id) ? id.GetString() : null).ToList();
        names.ShouldNotBeEmpty();
        names.ShouldAllBe(name => !string.IsNullOrEmpty(name));
        names.ShouldBeUnique();
        Operations(document).ShouldAllBe(o => o.GetProperty("tags").GetArrayLength() > 0);
    }

    [Fact]
    public async Task An_invalid_body_is_refused_by_field()
    {
        var (path, body, field) = service.InvalidRequest;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        using var response = await SendAsync(request);

        response.StatusCode.ShouldBe(service.InvalidStatus);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        problem.GetProperty("field").GetString().ShouldBe(field);
        problem.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, service.UnknownPath));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_second_process_finds_the_schema_done_and_changes_nothing()
    {
        var before = await JournalAsync();

        await using var second = service.Start();
        await ServiceUnderTest.AddressAsync(second);

        (await JournalAsync()).ShouldBe(before);
        before.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_good_request_leaves_a_trace_and_no_error()
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        using var request = new HttpRequestMessage(HttpMethod.Get, service.HappyPath);
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var response = await SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(() => service.Telemetry.Spans.Any(span => span.TraceId == trace), because: "no span of the request arrived");
        service.Process.Lines.Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        service.Identify(request);
        return service.Client.SendAsync(request);
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _)
        select operation.Value;

    private async Task<List<string>> JournalAsync()
    {
        var rows = new List<string>();
        await using var connection = new NpgsqlConnection(service.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT name || ' ' || checksum || ' ' || applied_at FROM {service.Schema}.schema_migrations ORDER BY name", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
