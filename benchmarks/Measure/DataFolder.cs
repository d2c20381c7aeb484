using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>Where a host under measurement keeps its data. All of them go when the benchmark ends, however it ends.</summary>
internal static class DataFolder
{
    // Hosts are told to stop before; a server that still writes puts back what is removed under it.
    private const int SecondsToStop = 10;

    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("podium-bench-").FullName;
        _ = LastWill.Add($"i=0; while [ -e {folder}/postgres/data/postmaster.pid ] && [ $i -lt {SecondsToStop} ]; do sleep 1; i=$((i+1)); done; rm -rf {folder}");
        return folder;
    }
}
