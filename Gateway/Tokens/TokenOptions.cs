using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.Gateway.Tokens;

internal sealed class TokenOptions
{
    public const string SectionName = "Tokens";

    [Description("Usable API tokens one person may have")]
    [Range(1, 1000)]
    public int MaxPerUser { get; set; } = 50;

    [Description("Seconds a looked-up API token is remembered: a revoked one works at most this long on another replica")]
    [Range(0, 300)]
    public int CacheSeconds { get; set; } = 5;

    [Description("API tokens not seen before that one address may send per minute")]
    [Range(1, 100_000)]
    public int ChecksPerMinute { get; set; } = 120;

    [Description("Seconds between two writes of when tokens were last used")]
    [Range(1, 3600)]
    public int LastUsedWriteSeconds { get; set; } = 15;
}
