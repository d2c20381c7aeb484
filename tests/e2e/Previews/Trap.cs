using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Podium.E2E.Tests.Previews;

/// <summary>A server on loopback that a hostile page would report to. It answers everything and remembers who came.</summary>
internal sealed class Trap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _caught = new();
    private readonly Task _accepting;

    public Trap()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>First lines of requests, or "connection" for one that said nothing.</summary>
    public IReadOnlyCollection<string> Caught => _caught;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var buffer = new byte[4096];
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                limit.CancelAfter(1000);
                var read = await stream.ReadAsync(buffer, limit.Token);
                _caught.Enqueue(read == 0 ? "connection" : Encoding.ASCII.GetString(buffer, 0, read).Split('\r')[0]);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), limit.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            if (!_stop.IsCancellationRequested)
            {
                _caught.Enqueue("connection");
            }
        }
    }
}
