using System.Diagnostics;

namespace Podium.ServiceDefaults.Telemetry;

internal static class ServiceDefaultsTelemetry
{
    public const string Name = "podium.servicedefaults";

    public static readonly ActivitySource Source = new(Name);
}
