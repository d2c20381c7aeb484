using Microsoft.Extensions.Options;
using Podium.Gateway.Sites;

namespace Podium.Gateway.Previews;

/// <summary>
/// The policy a previewed page runs under. Sandboxed without its own origin, it can neither read Podium's storage nor call it as the viewer;
/// without <c>network</c> it can load and send nothing. One way out is left: WebRTC reaches a TURN server of the page's choice, and no browser knows the
/// policy's <c>webrtc 'block'</c> yet. What leaves that way is what the page itself holds, and the viewer's address.
/// </summary>
internal sealed class PreviewPolicy(IOptions<SiteOptions> site)
{
    private readonly string _isolated = Compose("", site.Value.FrameAncestors);
    private readonly string _withNetwork = Compose(" https:", site.Value.FrameAncestors);

    public string For(bool network) => network ? _withNetwork : _isolated;

    private static string Compose(string more, string frameAncestors) => string.Join(
        "; ",
        "sandbox allow-scripts",
        "default-src 'none'",
        $"script-src 'unsafe-inline' 'unsafe-eval'{more}",
        $"style-src 'unsafe-inline'{more}",
        $"img-src data: blob:{more}",
        $"font-src data:{more}",
        $"media-src data: blob:{more}",
        "connect-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        $"frame-ancestors {frameAncestors}");
}
