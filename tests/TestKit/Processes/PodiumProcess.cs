namespace Podium.TestKit.Processes;

/// <summary>One of Podium's programs as it is shipped, which can be killed and started again as it was, at the addresses it had.</summary>
public sealed class PodiumProcess : IAsyncDisposable
{
    private readonly string _project;
    private readonly Dictionary<string, string?> _settings;

    private PodiumProcess(string project, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        _project = project;
        _settings = new Dictionary<string, string?>(settings);
        Host = ProcessHost.StartProject(project, _settings);
    }

    /// <summary>The process of now: another one after each restart.</summary>
    public ProcessHost Host { get; private set; }

    public Uri Http { get; private set; } = new("http://unset.invalid");

    public Uri? Grpc { get; private set; }

    /// <param name="settings">Its environment. Ports may be 0: those it gets are kept for restarts.</param>
    public static async Task<PodiumProcess> StartAsync(string project, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = new PodiumProcess(project, settings);
        try
        {
            await process.ListenAsync();
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        return process;
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => Host.KillAsync();

    /// <summary>Starts it again, after <see cref="KillAsync"/> or a stop, and waits until it listens.</summary>
    public async Task RestartAsync()
    {
        if (_settings.ContainsKey("PORT"))
        {
            _settings["PORT"] = $"{Http.Port}";
        }
        else
        {
            _settings["Kestrel__Endpoints__http__Url"] = Http.ToString();
            _settings["Kestrel__Endpoints__grpc__Url"] = Grpc?.ToString();
        }

        await Host.DisposeAsync();
        Host = ProcessHost.StartProject(_project, _settings);
        await ListenAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    // Podium gateway listens on http://127.0.0.1:40001/, gRPC http://127.0.0.1:40002/; ...
    private async Task ListenAsync()
    {
        var line = await Host.LineAsync(text => text.Contains(" listens on ", StringComparison.Ordinal) ? text : null);
        var words = line.Split(" listens on ")[1].Split(';')[0].Split(", gRPC ");
        Http = new Uri(words[0].Split(' ')[0]);
        Grpc = words.Length > 1 && Uri.TryCreate(words[1], UriKind.Absolute, out var grpc) ? grpc : null;
    }
}
