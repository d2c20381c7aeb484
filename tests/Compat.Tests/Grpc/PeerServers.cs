using System.Diagnostics;

namespace Podium.Compat.Tests.Grpc;

/// <summary>One running server of each peer, started when first asked for and shared by all client tests.</summary>
public sealed class PeerServers : IAsyncLifetime
{
    private readonly SemaphoreSlim _lock = new(1);
    private readonly Dictionary<string, Uri> _addresses = [];
    private readonly List<Process> _processes = [];
    private OwnServer? _own;

    /// <summary>The address of the peer's server, whose messages are limited to 1 MiB on receipt.</summary>
    public async Task<Uri> AddressOfAsync(string peer)
    {
        await _lock.WaitAsync(TimeSpan.FromSeconds(30));
        try
        {
            return _addresses.TryGetValue(peer, out var address) ? address : _addresses[peer] = await StartAsync(peer);
        }
        finally
        {
            _lock.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            process.Dispose();
        }

        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        _lock.Dispose();
    }

    private async Task<Uri> StartAsync(string peer)
    {
        if (peer == PeerPrograms.Own)
        {
            _own = await OwnServer.StartAsync(options => options.MaxReceiveMessageSize = 1 << 20);
            return _own.Address;
        }

        var process = Process.Start(PeerPrograms.Command(peer, "serve"))!;
        _processes.Add(process);
        var errors = process.StandardError.ReadToEndAsync();
        var port = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return port is null
            ? throw new InvalidOperationException($"The {peer} server did not start: {await errors.WaitAsync(TimeSpan.FromSeconds(5))}")
            : new Uri($"http://127.0.0.1:{port}");
    }
}
