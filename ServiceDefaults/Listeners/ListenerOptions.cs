using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.ServiceDefaults.Listeners;

/// <summary>What a listener accepts; its addresses are <c>Kestrel:Endpoints:http:Url</c> and <c>Kestrel:Endpoints:grpc:Url</c>.</summary>
public sealed class ListenerOptions
{
    public const string SectionName = "Listeners";

    [Description("Largest request body in bytes, unless an endpoint states its own")]
    [Range(1024, 1L << 32)]
    public long MaxRequestBodyBytes { get; set; } = 2 * 1024 * 1024;

    [Description("Largest sum of a request's headers in bytes")]
    [Range(4096, 1 << 20)]
    public int MaxRequestHeadersBytes { get; set; } = 32 * 1024;
}
