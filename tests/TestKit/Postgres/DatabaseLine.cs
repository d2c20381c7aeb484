using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Podium.TestKit.Postgres;

/// <summary>A line to the test's PostgreSQL that can be cut and mended: to whoever uses it, the database goes away and comes back.</summary>
public sealed class DatabaseLine : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly EndPoint _server;
    private readonly List<Task> _relays = [];
    private readonly Task _accepting;
    private CancellationTokenSource _cut = new();

    private DatabaseLine(NpgsqlConnectionStringBuilder database)
    {
        _server = new UnixDomainSocketEndPoint(Path.Combine(database.Host!, $".s.PGSQL.{database.Port}"));
        _listener.Start();
        database.Host = "127.0.0.1";
        database.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        database.SslMode = SslMode.Disable;
        ConnectionString = database.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>For whoever shall lose the database.</summary>
    public string ConnectionString { get; }

    /// <param name="connectionString">As <see cref="PostgresFixture"/> gives it.</param>
    public static DatabaseLine To(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>Breaks every connection, and each new one at once.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _cut.Cancel();
        }
    }

    public void Mend()
    {
        lock (_gate)
        {
            _cut = new CancellationTokenSource();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                CancellationToken cut;
                lock (_gate)
                {
                    cut = _cut.Token;
                }

                _relays.RemoveAll(r => r.IsCompleted);
                _relays.Add(RelayAsync(client, cut));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The line is given up.
            }
        }
    }

    private async Task RelayAsync(Socket client, CancellationToken cut)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(_server, cut);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cut);
            var both = new[] { PumpAsync(near, far, ended.Token), PumpAsync(far, near, ended.Token) };
            await Task.WhenAny(both);
            await ended.CancelAsync();
            await Task.WhenAll(both);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Cut, or one end hung up. A reset rather than a goodbye, as when a machine vanishes.
            near.Close(0);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            }
        }
    }
}
