using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Providers.Http;

/// <summary>The one pool of connections to all providers, behind the outbound guard.</summary>
internal sealed class ProviderConnections : IDisposable
{
    public ProviderConnections(OutboundGuard guard, IOptions<ProvidersOptions> options)
        : this(guard.CreateHandler(), options.Value)
    {
    }

    public ProviderConnections(SocketsHttpHandler handler, ProvidersOptions options)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = System.Net.DecompressionMethods.None;
        handler.MaxResponseHeadersLength = options.MaxResponseHeadersKilobytes;

        // A stream that goes on after its terminal marker, or after an error, is cut soon rather than read for reuse.
        handler.ResponseDrainTimeout = TimeSpan.FromMilliseconds(250);
        handler.MaxResponseDrainSize = 64 << 10;

        // The traces of Podium are not the providers' business, and some servers refuse headers they do not know.
        handler.ActivityHeadersPropagator = null;
        Http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public HttpMessageInvoker Http { get; }

    public void Dispose() => Http.Dispose();
}
