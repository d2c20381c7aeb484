using Podium.Benchmarks.Peers;
using Podium.Benchmarks.Suites;

if (args is ["peer", var peer, .. var rest])
{
    return await PeerHost.RunAsync(peer, rest.FirstOrDefault());
}

var suites = new Dictionary<string, Func<Task<int>>>
{
    ["gateway"] = GatewayLatency.RunAsync,
    ["stream"] = StreamThroughput.RunAsync,
    ["paced"] = PacedStreams.RunAsync,
    ["truth"] = MeasurementTruth.RunAsync,
    ["footprint"] = Footprint.RunAsync,
    ["memory"] = GenerationMemory.RunAsync,
    ["gallery"] = GalleryReads.RunAsync,
};
if (args is not [var name] || !suites.TryGetValue(name, out var suite))
{
    Console.Error.WriteLine($"usage: benchmarks/run <{string.Join('|', suites.Keys)}>");
    return 2;
}

return await suite();
