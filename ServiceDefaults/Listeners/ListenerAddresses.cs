using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Podium.ServiceDefaults.Listeners;

/// <summary>Where this process listens: <c>http</c> for browsers, proxies and probes, and <c>grpc</c>, private to Podium's processes.</summary>
public sealed class ListenerAddresses
{
    private readonly List<ListenOptions> _http = [];
    private ListenOptions? _grpc;

    /// <summary>The public addresses, with the port really bound once the host has started.</summary>
    public IEnumerable<Uri> Http => _http.Select(ToUri);

    /// <summary>The private address, or null if this process serves no gRPC.</summary>
    public Uri? Grpc => _grpc is null ? null : ToUri(_grpc);

    /// <summary>Whether nothing but this machine can reach the public addresses.</summary>
    public bool HttpIsLoopbackOnly => _http.Count > 0 && _http.All(l => l.SocketPath is not null || (l.IPEndPoint is { } ip && IPAddress.IsLoopback(ip.Address)));

    internal void AddHttp(ListenOptions options) => _http.Add(options);

    internal void SetGrpc(ListenOptions options) => _grpc = options;

    private static Uri ToUri(ListenOptions options)
    {
        if (options.IPEndPoint is not { } ip)
        {
            return new Uri($"http://unix:{options.SocketPath}");
        }

        var any = ip.Address.Equals(IPAddress.Any) || ip.Address.Equals(IPAddress.IPv6Any);
        return new UriBuilder("http", any ? "localhost" : ip.Address.ToString(), ip.Port).Uri;
    }
}
