using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.GenerationService.Pricing;
using Podium.TestKit;

namespace Podium.GenerationService.Tests.Pricing;

public sealed class RouterPricesTests
{
    private const string List =
        """
        {"object":"list","data":[{"id":"Acme/Foo-7B","providers":[
          {"provider":"novita","status":"live","pricing":{"input":0.3,"output":1.2}},
          {"provider":"featherless-ai","status":"live"},
          {"provider":"odd","pricing":{"input":"0.3","output":1.2}}]},
         {"id":42},{"id":"acme/none"}]}
        """;

    [Fact]
    public void A_snapshot_knows_the_price_of_each_provider_and_its_own_date()
    {
        var taken = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
        var snapshot = RouterSnapshot.Parse(Encoding.UTF8.GetBytes(List), new Uri("http://router.example/v1/models"), taken);

        var quote = snapshot.Find("acme/foo-7b", "novita").ShouldNotBeNull();
        quote.Rates.ShouldBe(new PriceRates(300_000, 1_200_000));
        quote.Origin.ShouldBe("hf-router");
        quote.Version.ShouldBe("2026-11-20T09:30Z");
        quote.MatchedModel.ShouldBe("acme/foo-7b:novita");
        snapshot.Find("acme/foo-7b", "featherless-ai").ShouldBeNull();
        snapshot.Find("acme/foo-7b", "odd").ShouldBeNull();
        snapshot.Find("acme/foo-7b", null).ShouldBeNull();
        snapshot.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Live_prices_replace_the_table_once_a_routed_model_was_asked_for()
    {
        var requests = 0;
        await using var router = await Serve(() =>
        {
            Interlocked.Increment(ref requests);
            return (200, List);
        });
        using var host = Build(router);
        await host.StartAsync();
        var prices = host.Services.GetRequiredService<PriceBook>();
        requests.ShouldBe(0, "nobody asked yet");

        prices.Find("huggingface", "acme/foo-7b:novita", null, DateTimeOffset.UtcNow).ShouldBeNull("a look-up does not wait");
        await Eventually.IsTrueAsync(() => prices.Find("huggingface", "acme/foo-7b", "novita", DateTimeOffset.UtcNow) is { Origin: "hf-router" });

        requests.ShouldBe(1);
        prices.Find("openai", "gpt-5", null, DateTimeOffset.UtcNow)!.Origin.ShouldBe("table");
        await host.StopAsync();
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(200, "<html>not JSON</html>")]
    [InlineData(200, "[]")]
    public async Task A_router_that_fails_leaves_the_table_in_force(int status, string body)
    {
        var requests = 0;
        await using var router = await Serve(() =>
        {
            Interlocked.Increment(ref requests);
            return (status, body);
        });
        using var host = Build(router);
        await host.StartAsync();
        var prices = host.Services.GetRequiredService<PriceBook>();

        prices.Find("huggingface", "openai/gpt-oss-20b", "groq", DateTimeOffset.UtcNow)!.Origin.ShouldBe("table");
        await Eventually.IsTrueAsync(() => requests == 1);
        prices.Find("huggingface", "openai/gpt-oss-20b", "groq", DateTimeOffset.UtcNow)!.Origin.ShouldBe("table");

        await host.StopAsync();
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/v1")]
    [InlineData("http://127.0.0.1:1/v1/")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1/v1/chat/completions")]
    public void Every_spelling_of_the_base_address_works(string baseUrl)
    {
        using var host = Build(baseUrl);
        host.Services.GetRequiredService<HuggingFaceRouterPrices>().ModelsUrl.ShouldBe(new Uri("http://127.0.0.1:1/v1/models"));
    }

    [Fact]
    public async Task An_unreadable_price_file_is_named_at_start()
    {
        using var host = Build("http://127.0.0.1:1", ("Generation:Pricing:OverrideFile", "/nowhere/prices.json"));

        (await Should.ThrowAsync<InvalidPriceFileException>(() => host.StartAsync())).Message.ShouldContain("/nowhere/prices.json");
    }

    private static IHost Build(WebApplication router) => Build(router.Urls.Single());

    private static IHost Build(string baseUrl, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("HF_BASE_URL", baseUrl), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddPricing();
        return builder.Build();
    }

    private static async Task<WebApplication> Serve(Func<(int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", $"http://{IPAddress.Loopback}:0");
        var app = builder.Build();
        app.MapGet("/v1/models", () =>
        {
            var (status, body) = answer();
            return Results.Text(body, "application/json", statusCode: status);
        });
        await app.StartAsync();
        return app;
    }
}
