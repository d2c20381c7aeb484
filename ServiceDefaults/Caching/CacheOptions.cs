using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.ServiceDefaults.Caching;

/// <summary>Bounds of the in-memory cache; Redis has its own.</summary>
public sealed class CacheOptions
{
    public const string SectionName = "Cache";

    [Description("Most bytes the in-memory cache holds (unused with Redis)")]
    [Range(1, 1L << 40)]
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;
}
