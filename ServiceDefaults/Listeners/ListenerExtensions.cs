using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Configuration;

namespace Podium.ServiceDefaults.Listeners;

internal static class ListenerExtensions
{
    private const string Http = "Kestrel:Endpoints:http:Url";
    private const string Grpc = "Kestrel:Endpoints:grpc:Url";

    /// <summary>
    /// Two named Kestrel endpoints, because one plaintext port cannot serve both HTTP/1.1 and gRPC. Where only the usual <c>ASPNETCORE_URLS</c> or
    /// <c>ASPNETCORE_HTTP_PORTS</c> is set it becomes the endpoint <c>http</c>: Kestrel would drop it next to a named one.
    /// </summary>
    public static void AddListeners(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<ListenerOptions>(ListenerOptions.SectionName);
        var addresses = new ListenerAddresses();
        builder.Services.AddSingleton(addresses);
        builder.Configuration.AddInMemoryCollection(NamedEndpoints(builder.Configuration));
        var limits = builder.Configuration.GetSection(ListenerOptions.SectionName).Get<ListenerOptions>() ?? new ListenerOptions();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.MaxRequestBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxRequestHeadersBytes;
            Capture(kestrel, builder.Configuration, addresses);
        });
    }

    private static void Capture(KestrelServerOptions kestrel, IConfiguration configuration, ListenerAddresses addresses)
    {
        var loader = kestrel.ConfigurationLoader ?? kestrel.Configure(configuration.GetSection("Kestrel"));
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            loader.Endpoint(endpoint.Key, configure =>
            {
                if (endpoint.Key.Equals("grpc", StringComparison.OrdinalIgnoreCase))
                {
                    addresses.SetGrpc(configure.ListenOptions);
                    configure.ListenOptions.Use(MarkPrivate);
                }
                else
                {
                    addresses.AddHttp(configure.ListenOptions);
                }
            });
        }
    }

    /// <summary>Kestrel looks request features up on the connection too, so the mark costs nothing per request.</summary>
    private static ConnectionDelegate MarkPrivate(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(PrivateListener.Instance);
        return next(connection);
    };

    private static Dictionary<string, string?> NamedEndpoints(IConfiguration configuration)
    {
        var named = new Dictionary<string, string?>();
        if (configuration[Grpc] is not null && configuration["Kestrel:Endpoints:grpc:Protocols"] is null)
        {
            named["Kestrel:Endpoints:grpc:Protocols"] = nameof(HttpProtocols.Http2);
        }

        if (configuration[Http] is null)
        {
            var urls = Urls(configuration);
            for (var i = 0; i < urls.Count; i++)
            {
                named[$"Kestrel:Endpoints:http{(i == 0 ? "" : i)}:Url"] = urls[i];
            }

            named["urls"] = "";
            named["http_ports"] = "";
        }

        // HTTP/2 without TLS needs prior knowledge, which browsers do not have.
        if ((configuration[Http] ?? named.GetValueOrDefault(Http))?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true
            && configuration["Kestrel:Endpoints:http:Protocols"] is null)
        {
            named["Kestrel:Endpoints:http:Protocols"] = nameof(HttpProtocols.Http1);
        }

        return named;
    }

    private static List<string> Urls(IConfiguration configuration)
    {
        var urls = Split(configuration["urls"]);
        if (urls.Count == 0)
        {
            urls = Split(configuration["http_ports"]).ConvertAll(port => $"http://*:{port}");
        }

        return urls.Count == 0 ? ["http://localhost:5000"] : urls;
    }

    private static List<string> Split(string? list)
        => [.. (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
