using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Podium.E2E.Tests.Previews;

/// <summary>A server on loopback that a hostile page would report to. It answers everything and remembers who came.</summary>
internal sealed class Trap : IAsyncDisposable
{
    public const string BareConnection = "connection without a request";

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

    /// <summary>First lines of requests, and <see cref="BareConnection"/> for a connection that said nothing.</summary>
    public IReadOnlyCollection<string> Caught => _caught;

    public async ValueTask DisposeAsync()
    {
        // Accepting ends before the listener does: a listener that is stopped in between throws at whoever asks it for one more.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _caught.Enqueue(await AnswerAsync(client.GetStream()));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task<string> AnswerAsync(NetworkStream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(500);
        var buffer = new byte[4096];
        try
        {
            var read = await stream.ReadAsync(buffer, limit.Token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), limit.Token);
            return read == 0 ? BareConnection : Encoding.ASCII.GetString(buffer, 0, read).Split('\r')[0];
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return BareConnection;
        }
    }
}
