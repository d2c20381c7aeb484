using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>A folder shaped like a large node_modules: a host that watches its working directory pays for every entry.</summary>
internal sealed class CrowdedFolder : IDisposable
{
    private CrowdedFolder(string path) => Path = path;

    public string Path { get; }

    public static CrowdedFolder Create(int packages)
    {
        var root = Directory.CreateTempSubdirectory("podium-crowded-").FullName;
        _ = LastWill.Add($"rm -rf {root}");
        for (var i = 0; i < packages; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                var folder = Directory.CreateDirectory(System.IO.Path.Combine(root, "node_modules", $"package-{i}", $"lib-{j}"));
                File.WriteAllText(System.IO.Path.Combine(folder.FullName, "index.js"), "");
            }
        }

        return new CrowdedFolder(root);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
