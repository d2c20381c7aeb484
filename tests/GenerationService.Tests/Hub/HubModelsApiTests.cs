using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.GenerationService.Hub;
using Podium.GenerationService.Tests.Artifacts;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;

namespace Podium.GenerationService.Tests.Hub;

public sealed class HubModelsApiTests : IAsyncLifetime
{
    private FakeHub _hub = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PODIUM_SECRET_KEY"] = "a secret for tests, long enough to be one",
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["Generation:Hub:BaseUrl"] = _hub.Address + "/",
            ["Generation:Hub:TimeoutSeconds"] = "1",
        });
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("generation");
        builder.AddHub();
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapHubModels();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = _app.Services.GetRequiredService<ListenerAddresses>().Http.First() };
        _client.DefaultRequestHeaders.Add(IdentityHeader.Name, _app.Services.GetRequiredService<IdentityHeader>().Create(ArtifactsHost.Ada));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task MustHave_01_Models_are_searched_by_downloads_and_those_nobody_serves_are_left_out()
    {
        AnswerWith("""
            [{"id":"acme/Foo-7B","inferenceProviderMapping":[{"provider":"novita","status":"live"},{"provider":"together","status":"staging"}]},
             {"id":"acme/Nobody","inferenceProviderMapping":[]},
             {"id":"acme/NoField"},
             {"id":"Zeta/Bar","inferenceProviderMapping":{"groq":{"status":"live"},"nebius":{"status":"live"}}},
             {"id":"gpt2","inferenceProviderMapping":[{"provider":"hf-inference"}]},
             "odd", 7]
            """);

        (await GetAsync("q=foo%20bar&limit=5")).GetRawText().ShouldBe(
            """
            {"models":[{"modelId":"acme/Foo-7B","label":"Foo-7B","vendor":"acme","providers":["novita"]},{"modelId":"Zeta/Bar","label":"Bar","vendor":"zeta","providers":["groq","nebius"]},{"modelId":"gpt2","label":"gpt2","vendor":"unknown","providers":["hf-inference"]}]}
            """);
        _hub.Requests.ShouldBe(["/api/models?search=foo bar&sort=downloads&direction=-1&limit=15&expand[]=inferenceProviderMapping"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=")]
    [InlineData("q=a")]
    [InlineData("q=%20a%20")]
    public async Task MustHave_01_A_query_shorter_than_two_characters_is_empty_and_asks_nobody(string query)
    {
        (await GetAsync(query)).GetRawText().ShouldBe("""{"models":[]}""");
        _hub.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("&limit=0", 3)]
    [InlineData("&limit=-4", 3)]
    [InlineData("&limit=7", 21)]
    [InlineData("&limit=20", 60)]
    [InlineData("&limit=1000", 60)]
    [InlineData("&limit=many", 30)]
    public async Task MustHave_01_The_limit_is_brought_between_1_and_20_and_the_hub_asked_for_three_times_as_many(string limit, int asked)
    {
        await GetAsync("q=foo" + limit);
        _hub.Requests.Single().ShouldContain($"&limit={asked}&");
    }

    [Fact]
    public async Task No_more_models_come_back_than_asked_for()
    {
        AnswerWith(JsonSerializer.Serialize(Enumerable.Range(0, 9).Select(i => new { id = $"a/m{i}", inferenceProviderMapping = new[] { new { provider = "novita" } } })));
        (await GetAsync("q=foo&limit=3")).GetProperty("models").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task The_same_search_asks_the_hub_once()
    {
        await GetAsync("q=foo");
        await GetAsync("q=FOO");
        await GetAsync("q=foo&limit=10");
        _hub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_query_cannot_add_parameters_to_the_hubs()
    {
        string? search = null;
        _hub.Answer = context =>
        {
            search = context.Request.Query["search"];
            return context.Response.WriteAsync("[]");
        };
        await GetAsync("q=" + Uri.EscapeDataString("a&limit=9999#x/../"));
        search.ShouldBe("a&limit=9999#x/../");
    }

    [Fact]
    public async Task A_hub_that_fails_is_502_with_a_sentence_and_is_not_remembered()
    {
        foreach (var answer in (Func<HttpContext, Task>[])
        [
            context => { context.Response.StatusCode = 503; return context.Response.WriteAsync("<html>down</html>"); },
            context => { context.Response.Redirect("http://127.0.0.1:1/"); return Task.CompletedTask; },
            context => context.Response.WriteAsync("<html>"),
            context => context.Response.WriteAsync("{}"),
            context => context.Response.WriteAsync("[" + new string(' ', 5_000_000) + "]"),
            context => { context.Abort(); return Task.CompletedTask; },
        ])
        {
            _hub.Answer = answer;
            await ShouldFailAsync(502);
        }

        AnswerWith("[]");
        (await _client.GetAsync("/api/hf/models/search?q=foo")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_hub_that_drips_is_given_up_after_the_time_set()
    {
        _hub.Answer = context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        await ShouldFailAsync(504).WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task ShouldFailAsync(int status)
    {
        var response = await _client.GetAsync("/api/hf/models/search?q=foo");
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        ((int)response.StatusCode).ShouldBe(status);
        problem.GetProperty("detail").GetString()!.ShouldStartWith("The Hugging Face Hub");
    }

    private void AnswerWith(string json) => _hub.Answer = context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    };

    private async Task<JsonElement> GetAsync(string query)
    {
        var response = await _client.GetAsync("/api/hf/models/search?" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
