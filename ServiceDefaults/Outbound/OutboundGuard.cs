using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;

namespace Podium.ServiceDefaults.Outbound;

/// <summary>
/// The one door for every outbound call whose address a person can influence. <see cref="CheckAsync"/> gives a readable refusal early;
/// <see cref="CreateHandler"/> enforces the same rules on the address really connected to, so a name that changes its answer in between, or
/// a redirect, gains nothing.
/// </summary>
public sealed class OutboundGuard(IOptions<OutboundOptions> options)
{
    /// <summary>Checks scheme, form and all resolved addresses of <paramref name="uri"/>, and returns it.</summary>
    /// <exception cref="InvalidInputException">400 <c>address_refused</c> naming <paramref name="field"/>.</exception>
    public async ValueTask<Uri> CheckAsync(Uri uri, CancellationToken cancellationToken, string field = "baseUrl")
    {
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("http" or "https"))
        {
            throw Refused(field, "The address must start with http:// or https://.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw Refused(field, "The address must not contain a user name or password.");
        }

        try
        {
            await ResolveAsync(uri.DnsSafeHost, cancellationToken);
        }
        catch (AddressRefusedException e)
        {
            throw Refused(field, e.Message);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // The latter for a name beyond 255 characters, which an address can hold and the resolver cannot.
            throw Refused(field, $"The host name '{uri.DnsSafeHost}' cannot be resolved.");
        }

        return uri;
    }

    /// <summary>
    /// A handler that connects to checked addresses only, follows no redirects, keeps no cookies and uses no proxy, which would connect on its
    /// behalf. A refusal is an <see cref="HttpRequestException"/> around <see cref="AddressRefusedException"/>.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(options.Value.ConnectTimeoutSeconds),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);

        // One bad address refuses the name: a host that is both public and private is an attack, not a configuration.
        foreach (var address in addresses)
        {
            switch (AddressRules.Of(address))
            {
                case AddressRules.Kind.Refused:
                    throw new AddressRefusedException($"'{host}' is a link-local, metadata or reserved address, which is never called.");
                case AddressRules.Kind.Private when !options.Value.AllowPrivate:
                    throw new AddressRefusedException($"'{host}' is a private address. The operator can allow these by Outbound:AllowPrivate.");
            }
        }

        return addresses;
    }

    private static InvalidInputException Refused(string field, string message) => new(field, message, "address_refused");
}

/// <summary>The address of an outbound call is not allowed.</summary>
public sealed class AddressRefusedException(string message) : Exception(message);
