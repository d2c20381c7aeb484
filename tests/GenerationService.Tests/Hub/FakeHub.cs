using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podium.GenerationService.Tests.Hub;

/// <summary>The model search of the Hugging Face Hub on a loopback port, answering as a test says.</summary>
internal sealed class FakeHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeHub(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("[]");

    /// <summary>Path and query of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<FakeHub> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var hub = new FakeHub(builder.Build());
        hub._app.Run(context =>
        {
            hub.Requests.Enqueue(Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString));
            return hub.Answer(context);
        });
        await hub._app.StartAsync();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
