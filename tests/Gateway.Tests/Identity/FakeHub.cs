using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podium.Gateway.Tests.Identity;

/// <summary>The Hugging Face Hub's <c>whoami-v2</c> as a test scripts it.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private FakeHub(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public int Asked => _asked;

    /// <summary>Answers a token: status and body. May wait.</summary>
    public Func<string, CancellationToken, Task<(int Status, string Body)>> Answer { get; set; } = (token, _) => Task.FromResult(token == "hf_goodtoken1234"
        ? (200, """{"type":"user","id":"64afbeef","name":"ada","fullname":"Ada L.","isPro":false,"auth":{"type":"access_token"}}""")
        : (401, """{"error":"Invalid username or password."}"""));

    public static async Task<FakeHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var hub = new FakeHub(app);
        app.MapGet("/api/whoami-v2", async (HttpContext context) =>
        {
            Interlocked.Increment(ref hub._asked);
            var (status, body) = await hub.Answer(context.Request.Headers.Authorization.ToString()["Bearer ".Length..], context.RequestAborted);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body);
        });
        await app.StartAsync();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
