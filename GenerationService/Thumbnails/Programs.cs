namespace Podium.GenerationService.Thumbnails;

/// <summary>Finds programs of this machine.</summary>
internal static class Programs
{
    private static readonly string[] _chromiums = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static readonly string[] _usualFolders =
        ["/usr/bin", "/usr/local/bin", "/bin", "/snap/bin", "/opt/google/chrome", "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS"];

    /// <summary>The configured program, or the first known one; null when there is none.</summary>
    public static string? FindChromium(string configured) => configured.Length > 0
        ? File.Exists(configured) ? Path.GetFullPath(configured) : null
        : _chromiums.Select(Find).FirstOrDefault(path => path is not null);

    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(_usualFolders)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
