using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Listeners;

namespace Podium.Gateway.Identity;

/// <summary>
/// Whoever sits at this machine owns Podium - while it listens on loopback only, no OAuth is configured, and the request comes from this
/// machine, was addressed to it by a loopback name, and passed no proxy. The name matters: a page of another site whose host name is rebound to
/// 127.0.0.1 reaches this port too, but sends its own name.
/// </summary>
internal sealed class LocalOwner(ListenerAddresses listeners, IOptions<IdentityOptions> options)
{
    private static readonly string[] _proxyHeaders = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"];

    private bool? _enabled;

    /// <summary>Whether this process can have a local owner at all. Known once the host listens.</summary>
    public bool Enabled => _enabled ??= string.IsNullOrWhiteSpace(options.Value.OAuthClientId) && listeners.HttpIsLoopbackOnly;

    public bool Is(HttpContext context)
        => Enabled
            && (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
            && IsLoopbackName(context.Request.Headers.Host.ToString())
            && !HasProxyHeader(context.Request.Headers);

    /// <summary><c>localhost</c>, <c>127.x.y.z</c> or <c>[::1]</c>, with or without a port.</summary>
    internal static bool IsLoopbackName(ReadOnlySpan<char> host)
    {
        var end = host.LastIndexOf(':');
        var name = end > host.LastIndexOf(']') ? host[..end] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (name is ['[', .. var v6, ']'] && IPAddress.TryParse(v6, out var address6) && IPAddress.IsLoopback(address6))
            || (name.StartsWith("127.") && IPAddress.TryParse(name, out var address4) && IPAddress.IsLoopback(address4));
    }

    private static bool HasProxyHeader(IHeaderDictionary headers)
    {
        foreach (var name in _proxyHeaders)
        {
            if (headers.ContainsKey(name))
            {
                return true;
            }
        }

        return false;
    }
}
