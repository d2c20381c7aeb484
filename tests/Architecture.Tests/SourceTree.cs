using Podium.TestKit;

namespace Podium.Architecture.Tests;

/// <summary>The committed sources, by path relative to the repository.</summary>
internal static class SourceTree
{
    private static readonly string[] _skipped = ["artifacts", "node_modules", "bin", "obj", "dist", ".git", ".podium"];

    public static readonly string[] Services = ["GenerationService", "EvalService", "LeaderboardService", "DeployService"];

    public static IEnumerable<string> Files(string folder, string pattern) => Walk(new DirectoryInfo(Repository.PathTo(folder)), pattern)
        .Select(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'));

    public static string Read(string path) => File.ReadAllText(Repository.PathTo(path));

    public static bool Exists(string path) => Directory.Exists(Repository.PathTo(path));

    /// <summary>Hand-written C# of the product, without tests.</summary>
    public static IEnumerable<string> ProductFiles() =>
        ((string[])["ServiceDefaults", "Gateway", "Standalone", "compat", .. Services.Where(Exists)]).SelectMany(folder => Files(folder, "*.cs"));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern) => folder.EnumerateFiles(pattern)
        .Concat(folder.EnumerateDirectories().Where(d => !_skipped.Contains(d.Name) || IsSourceFolder(d)).SelectMany(d => Walk(d, pattern)));

    // Web/src/features/artifacts is a feature, artifacts/ at the root is build output.
    private static bool IsSourceFolder(DirectoryInfo folder) => folder.Name == "artifacts" && folder.Parent!.FullName != Repository.Root;
}
