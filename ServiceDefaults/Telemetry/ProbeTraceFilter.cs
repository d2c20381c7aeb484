using System.Diagnostics;
using OpenTelemetry;

namespace Podium.ServiceDefaults.Telemetry;

/// <summary>Keeps the requests of health probes, several a second in a cluster, out of the traces.</summary>
internal sealed class ProbeTraceFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server && data.GetTagItem("url.path") is "/health" or "/alive")
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
