using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>One Podium, one fake provider and one browser, shared by the tests of a collection.</summary>
public class PodiumSite : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private HttpClient? _api;

    public FakeProvider Provider { get; private set; } = null!;

    public StandaloneServer Server { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The local owner without a browser.</summary>
    public HttpClient Api => _api ??= new HttpClient { BaseAddress = Server.Address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Rendering thumbnails takes a browser per page: only the tests that look at them ask for it.</summary>
    protected virtual IEnumerable<(string Name, string? Value)> Settings => [("Generation__Thumbnails__Enabled", "false")];

    public async Task InitializeAsync()
    {
        if (Chromium.SkipReason is not null)
        {
            return;
        }

        // Assertions of Playwright poll for so long: two cores also run the models, the database and the browser.
        SetDefaultExpectTimeout(12_000);
        Provider = await FakeProvider.StartAsync();
        Server = await StandaloneServer.StartAsync(Provider, Settings);
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
        _api?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }
    }
}

/// <summary>Tests that share a Podium and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSite : ICollectionFixture<PodiumSite>
{
    public const string Name = "shared site";
}

/// <summary>Tests that kill their Podium, or need to know all that is in it.</summary>
[CollectionDefinition(Name)]
public sealed class OwnSite : ICollectionFixture<PicturedSite>
{
    public const string Name = "own site";
}

/// <summary>A Podium that renders thumbnails and soon takes a killed process for gone.</summary>
public sealed class PicturedSite : PodiumSite
{
    protected override IEnumerable<(string Name, string? Value)> Settings => [("Generation__LeaseSeconds", "3"), ("Generation__Demo__SpeedFactor", "40")];
}
