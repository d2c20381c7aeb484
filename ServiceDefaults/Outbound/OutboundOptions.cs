using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.ServiceDefaults.Outbound;

/// <summary>What addresses that a person typed may be called.</summary>
public sealed class OutboundOptions
{
    public const string SectionName = "Outbound";

    [Description("Allow calls to private and loopback addresses, where local model servers live; link-local and metadata addresses stay refused")]
    public bool AllowPrivate { get; set; }

    [Description("Seconds to establish an outbound connection")]
    [Range(1, 300)]
    public int ConnectTimeoutSeconds { get; set; } = 10;
}
