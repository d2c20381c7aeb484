namespace Podium.E2E.Tests.Fixtures;

/// <summary>The machine's own browser. Nothing is downloaded: Playwright's driver comes with its package.</summary>
internal static class Chromium
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    // The resolver rule is the second lock on the door: whatever a page tries, no name outside this machine has an address.
    private static readonly string[] _flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    public static string? Path { get; } = Find();

    /// <summary>Why browser tests cannot run here; null where they can, and where they must (CI).</summary>
    public static string? SkipReason =>
        Path is null && Environment.GetEnvironmentVariable("CI") is not ("true" or "1") ? "There is no chromium on this machine." : null;

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path ?? throw new InvalidOperationException("The browser tests need chromium: apt-get install chromium"),
        Args = _flags,
    });

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => _names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.SkipReason;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.SkipReason;
}
