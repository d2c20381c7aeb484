using System.Net.Sockets;

namespace Podium.TestKit.Processes;

/// <summary>A real redis-server on a loopback port, without files.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly ProcessHost _process;

    private RedisServer(ProcessHost process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var port = FreePort.Next();
        var process = ProcessHost.Start("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"]);
        await Eventually.SucceedsAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
            },
            TimeSpan.FromSeconds(20));
        return new RedisServer(process, port);
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
