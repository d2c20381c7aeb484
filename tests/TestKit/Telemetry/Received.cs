using Podium.TestKit.Telemetry.Wire;

namespace Podium.TestKit.Telemetry;

/// <summary>A span as an OTLP endpoint got it; identifiers in lower-case hexadecimal, <see cref="ParentSpanId"/> empty for a root.</summary>
public sealed record ReceivedSpan(
    string Service, string Scope, string Name, string TraceId, string SpanId, string ParentSpanId, int Kind, IReadOnlyDictionary<string, object?> Attributes, bool IsError);

/// <summary>One data point of a metric. <see cref="Value"/> is a histogram's sum, and <see cref="Count"/> its number of measurements.</summary>
public sealed record ReceivedPoint(
    string Service, string Scope, string Name, string Unit, double Value, ulong Count, IReadOnlyDictionary<string, object?> Attributes);

internal static class ReceivedMapping
{
    private const int ErrorStatus = 2;

    public static IEnumerable<ReceivedSpan> Spans(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new ReceivedSpan(
            Service(resource.Resource), scope.Scope?.Name ?? "", span.Name, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId),
            span.Kind, Attributes(span.Attributes), span.Status?.Code == ErrorStatus);

    public static IEnumerable<ReceivedPoint> Points(ExportMetricsServiceRequest request) =>
        from resource in request.ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from point in Points(Service(resource.Resource), scope.Scope?.Name ?? "", metric)
        select point;

    private static IEnumerable<ReceivedPoint> Points(string service, string scope, Metric metric)
    {
        var numbers = (metric.Sum ?? metric.Gauge)?.DataPoints.Select(p => new ReceivedPoint(
            service, scope, metric.Name, metric.Unit, p.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? p.AsInt : p.AsDouble, 1, Attributes(p.Attributes)));
        var histogram = metric.Histogram?.DataPoints.Select(p => new ReceivedPoint(service, scope, metric.Name, metric.Unit, p.Sum, p.Count, Attributes(p.Attributes)));
        return numbers ?? histogram ?? [];
    }

    private static string Service(Resource? resource) =>
        resource?.Attributes.FirstOrDefault(a => a.Key == "service.name")?.Value.StringValue ?? "";

    private static Dictionary<string, object?> Attributes(IEnumerable<KeyValue> pairs) =>
        pairs.GroupBy(p => p.Key).ToDictionary(g => g.Key, g => Value(g.Last().Value));

    private static object? Value(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        AnyValue.ValueOneofCase.ArrayValue => value.ArrayValue.Values.Select(Value).ToArray(),
        _ => null,
    };

    private static string Hex(Google.Protobuf.ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
