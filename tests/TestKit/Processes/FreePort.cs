using System.Net;
using System.Net.Sockets;

namespace Podium.TestKit.Processes;

/// <summary>A port for a program that cannot choose one and tell. Prefer port 0 wherever the program can.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
