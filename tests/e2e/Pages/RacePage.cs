using System.Text.RegularExpressions;

namespace Podium.E2E.Tests.Pages;

/// <summary>From the grid to the flag, in the words of whoever watches.</summary>
public sealed partial class RacePage(IPage page)
{
    public ILocator StartButton => page.GetByRole(AriaRole.Button, new() { Name = "Start the race" });

    public ILocator StartingGrid => page.GetByRole(AriaRole.List, new() { Name = "Starting grid" }).GetByRole(AriaRole.Listitem);

    public ILocator Lanes => page.GetByRole(AriaRole.List, new() { Name = "Lanes" }).GetByRole(AriaRole.Listitem);

    public ILocator Podium => page.GetByRole(AriaRole.Region, new() { Name = "Podium", Exact = true });

    public ILocator Replay => page.GetByRole(AriaRole.Region, new() { Name = "Replay", Exact = true });

    public ILocator Moment => page.GetByRole(AriaRole.Slider, new() { Name = "Moment of the race" });

    public ILocator Lane(string car) => Lanes.Filter(new() { Has = page.GetByRole(AriaRole.Progressbar, new() { Name = $"Progress of {car}", Exact = true }) });

    public ILocator Progress(string car) => page.GetByRole(AriaRole.Progressbar, new() { Name = $"Progress of {car}", Exact = true });

    public ILocator TextOf(string car) => page.GetByLabel($"What {car} says", new() { Exact = true });

    public ILocator Fact(string car, string name) =>
        Lane(car).Locator("dl > div").Filter(new() { Has = page.Locator("dt", new() { HasTextString = name }) }).Locator("dd");

    public ILocator Tab(string name) => page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    public async Task OpenGridAsync(long? suite = null, params IEnumerable<long> cars)
    {
        var query = suite is null ? "" : $"?suite={suite}" + (cars.Any() ? $"&cars={string.Join(',', cars)}" : "");
        await page.GotoAsync("/race" + query);
        await Expect(StartingGrid.First).ToBeVisibleAsync();
    }

    /// <returns>The id of the run, once the track is there.</returns>
    public async Task<long> StartAsync()
    {
        await StartButton.ClickAsync();
        await Expect(page).ToHaveURLAsync(TrackAddress());
        await Expect(Lanes.First).ToBeVisibleAsync();
        return long.Parse(TrackAddress().Match(page.Url).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task IsOverAsync(float seconds = 60) => Expect(Podium).ToBeVisibleAsync(new() { Timeout = seconds * 1000 });

    public async Task OpenRunAsync(long run, string query = "")
    {
        await page.GotoAsync($"/runs/{run}{query}");
        await Expect(page.Locator("[aria-label='Views of the run']")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"/race/(\d+)")]
    private static partial Regex TrackAddress();
}
