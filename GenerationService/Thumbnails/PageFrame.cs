using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Podium.GenerationService.Thumbnails;

/// <summary>
/// The document that is really opened: an empty page whose one frame holds the hostile one, without an origin and without a network. Opened by
/// itself, a page from a file could show other files of this machine in its picture.
/// </summary>
internal static class PageFrame
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data: blob:; frame-src 'none'; form-action 'none'; base-uri 'none'; ";

    // The frame's document inherits it, so without scripts there are none for two reasons: this and the frame's sandbox.
    private static string ScriptPolicy(bool scripts) => scripts ? "script-src 'unsafe-inline' 'unsafe-eval'" : "script-src 'none'";

    // In pixels, not in parts of the window: a window that grows after the layout leaves the frame's lower end unpainted.
    private static readonly string _style = string.Create(
        CultureInfo.InvariantCulture,
        $"html,body{{margin:0;overflow:hidden;background:#fff}}iframe{{border:0;width:{ChromiumCommand.Width * 2}px;height:{ChromiumCommand.Height * 2}px;display:block}}");

    /// <param name="scripts">Without scripts the frame is filled by markup; with them, after a forced layout, so that the page measures a window of real
    /// size; and before the load event, which the picture waits for: a page that arrives later is pictured blank.</param>
    public static string Around(string html, bool scripts)
    {
        // The JSON encoder writes < > & as \u00XX, so the page cannot end the script it travels in.
        var frame = scripts
            ? $"<iframe sandbox=\"allow-scripts\"></iframe><script>{{const frame=document.querySelector('iframe');frame.offsetHeight;frame.srcdoc={JsonSerializer.Serialize(html)}}}</script>"
            : $"<iframe sandbox srcdoc=\"{WebUtility.HtmlEncode(html)}\"></iframe>";
        return $"<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}{ScriptPolicy(scripts)}\"><style>{_style}</style></head><body>{frame}</body></html>";
    }
}
