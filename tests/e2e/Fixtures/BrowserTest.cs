using Podium.E2E.Tests.Pages;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>A test with a fresh browser profile, which must also leave no complaint and no foreign request behind.</summary>
public abstract class BrowserTest(PodiumSite site) : IAsyncLifetime
{
    protected PodiumSite Site => site;

    protected FakeProvider Provider => site.Provider;

    protected IBrowserContext Context { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    protected Watch Watch { get; private set; } = null!;

    /// <summary>Where the browser finds Podium.</summary>
    protected virtual Uri Address => site.Server.Address;

    protected StudioPage Studio => new(Page);

    /// <summary>How this class of tests sees the site; a laptop on paper by default.</summary>
    protected virtual BrowserNewContextOptions Options => new()
    {
        BaseURL = Address.ToString(),
        ViewportSize = new() { Width = 1440, Height = 900 },
        Locale = "en-GB",
        TimezoneId = "UTC",
        ColorScheme = ColorScheme.Light,
    };

    /// <summary>As if this person had chosen the theme before. Previews have no storage to write to.</summary>
    protected Task ChooseThemeAsync(string theme) =>
        Context.AddInitScriptAsync($"if (self === top && location.protocol === 'http:') localStorage.setItem('podium.theme', '{theme}')");

    public virtual async Task InitializeAsync()
    {
        Context = await site.Browser.NewContextAsync(Options);
        Context.SetDefaultTimeout(15_000);
        Watch = new Watch(Context, Address);
        Page = await Context.NewPageAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await Context.CloseAsync();
        Watch.ShouldBeClean();
    }
}
