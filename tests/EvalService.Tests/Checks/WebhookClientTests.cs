using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.EvalService.Checks;
using Podium.ServiceDefaults.Outbound;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

public sealed class WebhookClientTests : IAsyncLifetime
{
    private WebApplication _service = null!;
    private string _body = "";
    private string _contentType = "application/json";
    private JsonElement _asked;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _service = builder.Build();
        _service.MapPost("/judge", async (HttpRequest request) =>
        {
            _asked = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
            return Results.Bytes(Encoding.UTF8.GetBytes(_body), _contentType);
        });
        _service.MapPost("/elsewhere", () => Results.Redirect("/judge", preserveMethod: true));
        await _service.StartAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_service_gets_the_answer_and_its_verdict_counts()
    {
        _body = """{"pass":true,"score":0.8,"reason":"good"}""";
        (await AskAsync("/judge", null)).ShouldBe(new CheckOutcome(true, 0.8, "good"));
        _asked.GetRawText().ShouldBe("""{"output":"the answer","context":{"prompt":"the prompt","reference":null}}""");
    }

    [Theory]
    [InlineData("""{"pass":true,"score":0.8}""", 0.9, false, 0.8)]
    [InlineData("""{"pass":true,"score":0.9}""", 0.9, true, 0.9)]
    [InlineData("""{"pass":false}""", null, false, 0)]
    [InlineData("""{"pass":true}""", 0.5, true, 1)]
    [InlineData("""{"pass":"yes"}""", null, false, 0)]
    [InlineData("""{"pass":true,"score":7}""", null, false, 0)]
    [InlineData("no JSON", null, false, 0)]
    public async Task A_verdict_is_read_strictly(string body, double? threshold, bool passes, double score)
    {
        _body = body;
        var outcome = await AskAsync("/judge", threshold);
        (outcome.Passed, outcome.Score).ShouldBe((passes, score));
    }

    [Theory]
    [InlineData("/nowhere", "404")]
    [InlineData("/elsewhere", "307")]
    public async Task A_service_that_is_not_there_or_sends_elsewhere_fails_the_check(string path, string reason)
    {
        var outcome = await AskAsync(path, null);
        (outcome.Passed, outcome.Negate().Passed).ShouldBe((false, false));
        outcome.Detail.ShouldContain(reason);
    }

    [Theory]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData("text/plain; charset=utf-7")]
    public async Task An_answer_is_JSON_in_UTF_8_whatever_its_header_says(string contentType)
    {
        _contentType = contentType;
        _body = "\uFEFF{\"pass\":true,\"reason\":\"schön\",\"\\ud800\":1}";
        (await AskAsync("/judge", null)).ShouldBe(new CheckOutcome(true, 1, "schön"));
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_fails_the_check()
    {
        _body = $$"""{"pass":true,"reason":"{{new string('x', 100_000)}}"}""";
        (await AskAsync("/judge", null)).Passed.ShouldBe(false);
    }

    [Fact]
    public async Task A_private_address_is_not_asked_unless_the_operator_allows_it()
    {
        var outcome = await AskAsync("/judge", null, allowPrivate: false);
        outcome.Passed.ShouldBe(false);
        outcome.Detail.ShouldContain("private address");
        _asked.ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    private async Task<CheckOutcome> AskAsync(string path, double? threshold, bool allowPrivate = true)
    {
        using var client = new WebhookClient(new OutboundGuard(Options.Create(new OutboundOptions { AllowPrivate = allowPrivate })));
        return await client.AskAsync(
            new WebhookQuestion(new Uri(_service.Urls.Single() + path), threshold), new CheckInput("the answer") { Prompt = "the prompt" }, CancellationToken.None);
    }
}
