namespace Podium.TestKit;

/// <summary>The clone that the tests run in.</summary>
public static class Repository
{
    /// <summary>The folder with <c>Podium.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Podium.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside the repository.");
        }

        return folder.FullName;
    }
}
