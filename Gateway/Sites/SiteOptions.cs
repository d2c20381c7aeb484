using System.ComponentModel;

namespace Podium.Gateway.Sites;

internal sealed class SiteOptions
{
    public const string SectionName = "Site";

    [Description("Folder of the built site; relative to the program's folder")]
    public string Root { get; set; } = "wwwroot";

    [Description("Who may show Podium's pages and previews in a frame, as in Content-Security-Policy")]
    public string FrameAncestors { get; set; } = "'self' https://huggingface.co https://*.huggingface.co https://*.hf.space";
}
