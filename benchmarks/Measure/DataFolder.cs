using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>Where a host under measurement keeps its data. All of them go when the benchmark ends, however it ends.</summary>
internal static class DataFolder
{
    // A host that is told to stop stops its server. One that was killed as well leaves it running, and a server puts back what is removed under it.
    private const int SecondsToStop = 10;

    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("podium-bench-").FullName;
        var pid = $"{folder}/postgres/data/postmaster.pid";
        var wait = $"i=0; while [ -e {pid} ] && [ $i -lt {SecondsToStop} ]; do sleep 1; i=$((i+1)); done";
        _ = LastWill.Add($"{wait}; [ ! -e {pid} ] || kill -QUIT $(head -1 {pid}); {wait}; rm -rf {folder}");
        return folder;
    }
}
