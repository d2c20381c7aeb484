using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit;

namespace Podium.E2E.Tests;

/// <summary>Somebody without any key opens Podium for the first time.</summary>
[Collection(SharedSite.Name)]
public sealed partial class NewcomerTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task A_newcomer_presses_one_button_and_sees_three_models_build_the_same_page()
    {
        await Studio.OpenAsync();
        await Expect(Studio.Chosen).ToHaveCountAsync(3);
        await Studio.BuildAsync();

        string[] names = ["Sprinter (demo)", "Thinker (demo)", "Phoenix (demo)"];
        foreach (var name in names)
        {
            await Expect(Studio.Lane(name).DemoBadge).ToBeVisibleAsync();
            await Studio.Lane(name).ShouldSayAsync("Writing");
            await Expect(Studio.Lane(name).Code).ToContainTextAsync(Tag());
        }

        await Studio.Lane(names[0]).ShouldSayAsync("Done");
        await Expect(Studio.Lane(names[0]).Preview.Locator("h1").First).ToBeVisibleAsync();
        await Pictures.SaveAsync(Page, "readme-studio");
        Pictures.PublishIfAsked("readme-studio", "studio");
        await Studio.Lane(names[2]).Tab("Log").ClickAsync();
        await Expect(Studio.Lane(names[2]).Root).ToContainTextAsync("broke down");
        await Studio.Lane(names[2]).Tab("Preview").ClickAsync(new() { Timeout = 30_000 });
        foreach (var name in names)
        {
            await Studio.Lane(name).ShouldSayAsync("Done");
            await Expect(Studio.Lane(name).Preview.Locator("h1").First).ToBeVisibleAsync();
            await Expect(Studio.Lane(name).Figure("Cost")).ToContainTextAsync("nothing was spent");
        }

        await Expect(Page.GetByText("so there is no verdict")).ToBeVisibleAsync();
        await Page.ReloadAsync();

        await Expect(Studio.Lanes).ToHaveCountAsync(3);
        foreach (var name in names)
        {
            await Studio.Lane(name).ShouldSayAsync("Done");
            await Expect(Studio.Lane(name).Preview.Locator("h1").First).ToBeVisibleAsync();
        }
    }

    [GeneratedRegex("<[a-z]+")]
    private static partial Regex Tag();
}
