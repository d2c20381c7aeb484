namespace Podium.Benchmarks.Peers;

/// <summary>Runs one peer in this process: <c>peer mock|yarp|naive|pipeline|generation|engine [target]</c> or <c>peer minimal [port]</c>. Prints its address on the first line.</summary>
internal static class PeerHost
{
    public static async Task<int> RunAsync(string name, string? target)
    {
        if (name == "generation")
        {
            return await GenerationPeer.RunAsync(target!);
        }

        if (name == "engine")
        {
            return await EnginePeer.RunAsync(target!);
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls($"http://127.0.0.1:{(name == "minimal" ? target : "0")}");
        builder.Logging.ClearProviders();
        if (name == "yarp")
        {
            BareYarp.Add(builder, target!);
        }

        var app = builder.Build();
        switch (name)
        {
            case "mock": MockUpstream.Map(app); break;
            case "yarp": app.MapReverseProxy(); break;
            case "naive": NaiveRelay.Map(app, target!); break;
            case "pipeline": PipelineRelay.Map(app, target!); break;
            case "minimal": app.MapGet("/health", () => "ok"); break;
            default: throw new ArgumentException($"Unknown peer '{name}'.");
        }

        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
