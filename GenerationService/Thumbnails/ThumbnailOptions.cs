using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Thumbnails;

/// <summary>How pictures of pages are made.</summary>
internal sealed class ThumbnailOptions
{
    public const string SectionName = "Generation:Thumbnails";

    [Description("Makes pictures of new pages with a Chromium of this machine, where there is one")]
    public bool Enabled { get; set; } = true;

    [Description("Path of the Chromium program; empty looks in PATH and the usual folders")]
    public string ChromiumPath { get; set; } = "";

    [Description("Seconds a page may take before its browser is killed")]
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 20;

    [Description("How often a page that failed is tried")]
    [Range(1, 10)]
    public int MaxAttempts { get; set; } = 2;

    [Description("Bytes a picture may have")]
    [Range(10_000, 4_000_000)]
    public int MaxImageBytes { get; set; } = 400_000;

    [Description("Megabytes of memory each browser process may use, where prlimit exists")]
    [Range(256, 65_536)]
    public int MemoryMegabytes { get; set; } = 2_048;

    [Description("Seconds between looks for pages saved by other replicas")]
    [Range(1, 3_600)]
    public int PollSeconds { get; set; } = 15;
}
