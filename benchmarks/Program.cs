using Podium.Benchmarks.Peers;
using Podium.Benchmarks.Suites;

if (args is ["peer", var peer, .. var rest])
{
    return await PeerHost.RunAsync(peer, rest.FirstOrDefault());
}

var suites = new Dictionary<string, Func<string?, Task<int>>>
{
    ["gateway"] = _ => GatewayLatency.RunAsync(),
    ["stream"] = StreamThroughput.RunAsync,
    ["paced"] = _ => PacedStreams.RunAsync(),
    ["truth"] = MeasurementTruth.RunAsync,
    ["footprint"] = _ => Footprint.RunAsync(),
    ["memory"] = _ => GenerationMemory.RunAsync(),
    ["allocation"] = _ => TokenAllocation.RunAsync(),
    ["gallery"] = _ => GalleryReads.RunAsync(),
    ["eval"] = EvalThroughput.RunAsync,
    ["schedule"] = Scheduling.RunAsync,
    ["race"] = RaceSpeed.RunAsync,
    ["race-truth"] = RaceTruth.RunAsync,
    ["viewers"] = ViewerLag.RunAsync,
    ["runs"] = _ => RunReads.RunAsync(),
    ["storage"] = _ => StorageCost.RunAsync(),
    ["long"] = _ => LongRun.RunAsync(),
};
if (args is not [var name, .. { Length: <= 1 } part] || !suites.TryGetValue(name, out var suite))
{
    Console.Error.WriteLine($"usage: benchmarks/run <{string.Join('|', suites.Keys)}> [part]");
    return 2;
}

return await suite(part.FirstOrDefault());
