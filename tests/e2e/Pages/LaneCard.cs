namespace Podium.E2E.Tests.Pages;

/// <summary>One model's lane.</summary>
public sealed class LaneCard(ILocator root, string name)
{
    public string Name => name;

    public ILocator Root => root;

    /// <summary>"Writing", "Done", "Failed" and so on: the badge beside the name, after the demo badge.</summary>
    public ILocator Status(string text) => root.Locator("header").GetByText(text, new() { Exact = true });

    public ILocator DemoBadge => Status("demo");

    public ILocator Figure(string title) => root.Locator("dl > div").Filter(new() { Has = root.Page.Locator("dt", new() { HasTextString = title }) }).Locator("dd");

    public ILocator Code => root.GetByRole(AriaRole.Region, new() { Name = $"Code by {name}", Exact = true });

    public ILocator Frame => root.Locator("iframe");

    public IFrameLocator Preview => root.FrameLocator("iframe");

    public ILocator Alert => root.GetByRole(AriaRole.Alert);

    public ILocator Tab(string title) => root.GetByRole(AriaRole.Tab, new() { Name = title, Exact = true });

    public ILocator Cancel => root.GetByRole(AriaRole.Button, new() { Name = $"Cancel {name}", Exact = true });

    public ILocator Retry => root.GetByRole(AriaRole.Button, new() { Name = $"Run {name} again", Exact = true });

    public ILocator Details => root.GetByRole(AriaRole.Link, new() { Name = $"Details of the page of {name}", Exact = true });

    public Task ShouldSayAsync(string status, float seconds = 30) =>
        Expect(Status(status)).ToBeVisibleAsync(new() { Timeout = seconds * 1000 });

    /// <summary>All the text the lane holds, as its copy button gives it. The context needs the clipboard permissions.</summary>
    public async Task<string> CopiedCodeAsync()
    {
        await root.GetByRole(AriaRole.Button, new() { Name = $"Copy the code of {name}", Exact = true }).ClickAsync();
        return await root.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
    }
}
