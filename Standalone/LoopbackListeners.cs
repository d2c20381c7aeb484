using System.Globalization;
using System.Net;

namespace Podium.Standalone;

/// <summary>Where this process listens, unless the usual settings of ASP.NET Core say otherwise.</summary>
internal static class LoopbackListeners
{
    public const int DefaultPort = 7860;

    private const string HttpUrl = "Kestrel:Endpoints:http:Url";
    private const string GrpcUrl = "Kestrel:Endpoints:grpc:Url";

    /// <summary>
    /// The browser's port, and a private one over which the modules call each other just as separate processes would: a module that is not
    /// configured to be elsewhere is looked for there.
    /// </summary>
    public static void AddLoopbackListeners(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration[HttpUrl] is null && string.IsNullOrEmpty(configuration["urls"]) && string.IsNullOrEmpty(configuration["http_ports"]))
        {
            configuration[HttpUrl] = Browser(Port(configuration["PORT"]));
        }

        configuration[GrpcUrl] ??= $"http://{IPAddress.Loopback}:0";

        // Model servers on this machine are the point of running Podium on it; a server for others must ask for that.
        if (configuration["Outbound:AllowPrivate"] is null && IsLoopback(configuration[HttpUrl]))
        {
            configuration["Outbound:AllowPrivate"] = "true";
        }
    }

    private static int Port(string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return DefaultPort;
        }

        return int.TryParse(configured, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new StartupException($"PORT is '{configured}', which is not a port number.");
    }

    // The name covers both IPv4 and IPv6, but cannot be bound to a port that the system chooses.
    private static string Browser(int port) => port == 0 ? $"http://{IPAddress.Loopback}:0" : $"http://localhost:{port}";

    private static bool IsLoopback(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
