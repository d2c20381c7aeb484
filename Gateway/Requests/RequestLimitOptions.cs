using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.Gateway.Requests;

internal sealed class RequestLimitOptions
{
    public const string SectionName = "RequestLimits";

    [Description("Writes per minute that one person, or one address without an account, may make; 0 for no limit. The local owner has none")]
    [Range(0, 10_000_000)]
    public int WritesPerMinute { get; set; } = 600;
}
