using Podium.TestKit;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>Screenshots for people to look at: <c>tests/e2e/screenshots</c>, not under version control.</summary>
internal static class Pictures
{
    // A build server throws them away, and they are half of these tests' time.
    private static readonly bool _unseen = Environment.GetEnvironmentVariable("CI") == "true";

    public static string Folder { get; } = Repository.PathTo("tests", "e2e", "screenshots");

    public static async Task SaveAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))))");
        if (_unseen)
        {
            return;
        }

        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    /// <summary>Takes a picture over into the documentation, when whoever runs the tests asks for it.</summary>
    public static void PublishIfAsked(string name, string image)
    {
        if (Environment.GetEnvironmentVariable("PODIUM_UPDATE") == "1")
        {
            Directory.CreateDirectory(Repository.PathTo("docs", "images"));
            File.Copy(Path.Combine(Folder, name + ".png"), Repository.PathTo("docs", "images", image + ".png"), overwrite: true);
        }
    }
}
