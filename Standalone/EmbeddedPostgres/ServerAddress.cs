using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>Where the server listens: a unix socket in a private folder, or a loopback port where the socket's path would be too long. Never another interface.</summary>
internal sealed record ServerAddress(string? SocketFolder, int Port)
{
    private const int DefaultPort = 5432;

    // sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, with a terminating zero.
    private const int LongestSocketPath = 103;

    public static ServerAddress Choose(ServerFolder folder) =>
        Encoding.UTF8.GetByteCount(Path.Combine(folder.Socket, ".s.PGSQL.5432.lock")) <= LongestSocketPath
            ? new ServerAddress(folder.Socket, DefaultPort)
            : new ServerAddress(null, RememberedPort(folder));

    public string ConnectionString(string user, string password, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = SocketFolder ?? IPAddress.Loopback.ToString(),
            Port = Port,
            Username = user,
            Password = password,
            Database = database,
        }.ConnectionString;

    public override string ToString() => SocketFolder ?? $"{IPAddress.Loopback}:{Port}";

    /// <summary>Chosen free once and then kept, so that other tools find the server again; a new one only when somebody else took it.</summary>
    private static int RememberedPort(ServerFolder folder)
    {
        if (File.Exists(folder.PortFile) && int.TryParse(File.ReadAllText(folder.PortFile), CultureInfo.InvariantCulture, out var remembered)
            && (IsFree(remembered) || PostmasterFile.Read(folder.Data)?.IsAliveFor(folder.Data) == true))
        {
            return remembered;
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        File.WriteAllText(folder.PortFile, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
