using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Processes;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>From an address to a car that can race, and what a person is told when that does not work.</summary>
[Collection(SharedSite.Name)]
public sealed class GarageTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task A_newcomer_connects_a_server_finds_its_models_and_makes_a_car()
    {
        await Page.GotoAsync("/garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ollama", Exact = true }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Under the desk");
        await Pictures.SaveAsync(Page, "garage/connection-form");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add and test" }).ClickAsync();

        var card = Card("Under the desk");
        await Expect(card.GetByRole(AriaRole.Img, new() { Name = "online" })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("2 models");
        await card.GetByText("Models it offers").ClickAsync();
        await Pictures.SaveAsync(Page, "garage/models");
        await card.GetByRole(AriaRole.Button, new() { Name = "Make a car of acme/fake-two" }).ClickAsync();
        await Expect(Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("fake-two");
        await Page.GetByLabel("Temperature").FillAsync("0.2");
        await Pictures.SaveAsync(Page, "garage/car-form");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add the car" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.List, new() { Name = "Cars of Under the desk" })).ToContainTextAsync("acme/fake-two · temperature 0.2");

        await Page.ReloadAsync();
        await Expect(card.GetByRole(AriaRole.List, new() { Name = "Cars of Under the desk" })).ToContainTextAsync("fake-two");
        await Pictures.SaveAsync(Page, "garage/garage-1440");
        await Page.SetViewportSizeAsync(390, 844);
        await Pictures.SaveAsync(Page, "garage/garage-390");
    }

    [BrowserFact]
    public async Task Race_MustHave_06_A_server_that_is_down_or_refuses_the_key_is_shown_with_what_to_do()
    {
        await AddAsync("Gone", "Custom", $"http://127.0.0.1:{FreePort.Next()}");
        var gone = Card("Gone");
        await Expect(gone.GetByRole(AriaRole.Img, new() { Name = "offline" })).ToBeVisibleAsync();
        await Expect(gone.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing listens there");
        await Expect(gone.GetByRole(AriaRole.List, new() { Name = "Hints" })).ToContainTextAsync("host.docker.internal");

        Provider.EnqueueList(FakeReply.Body(401, """{"error":{"message":"<img src=x onerror=alert(1)> wrong key"}}"""));
        await AddAsync("Refused", "OpenAI-compatible", Provider.BaseUrl, key: "sk-e2e-0123456789");
        await Expect(Card("Refused").GetByRole(AriaRole.Alert)).ToContainTextAsync("It refused the stored key.");
        await Expect(Card("Refused").GetByRole(AriaRole.List, new() { Name = "Hints" })).ToContainTextAsync("Save the key again");
        await Pictures.SaveAsync(Page, "garage/problems-1440");
        await Page.SetViewportSizeAsync(390, 844);
        await Pictures.SaveAsync(Page, "garage/problems-390");
        await Page.SetViewportSizeAsync(1440, 900);

        // The server is mended: the same button says so.
        await Card("Refused").GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await Expect(Card("Refused").GetByRole(AriaRole.Img, new() { Name = "online" })).ToBeVisibleAsync();
        await Expect(Card("Refused").GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Race_MustHave_04_A_key_is_typed_once_and_never_comes_back()
    {
        const string Key = "sk-e2e-never-shown-again";
        await AddAsync("Keyed", "OpenAI", Provider.BaseUrl + "/v1", Key);
        await Expect(Card("Keyed")).ToContainTextAsync("key stored, encrypted");

        await Page.ReloadAsync();
        await Card("Keyed").GetByRole(AriaRole.Button, new() { Name = "Edit Keyed" }).ClickAsync();
        await Expect(Page.GetByLabel("API key", new() { Exact = true })).ToHaveValueAsync("");
        (await Page.ContentAsync()).ShouldNotContain(Key);
        await Page.GetByLabel("Forget the stored key").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save and test" }).ClickAsync();
        await Expect(Card("Keyed")).ToContainTextAsync("no key");
    }

    [BrowserFact]
    public async Task Race_MustHave_12_Limits_are_set_on_the_page_and_stay()
    {
        await Page.GotoAsync("/garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Limits" }).ClickAsync();
        await Page.GetByLabel("Custom: In flight").FillAsync("7");
        await Pictures.SaveAsync(Page, "garage/limits");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("hold from the next request on").First).ToBeVisibleAsync();

        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Limits" }).ClickAsync();
        await Expect(Page.GetByLabel("Custom: In flight")).ToHaveValueAsync("7");
    }

    private ILocator Card(string name) => Page.GetByRole(AriaRole.Listitem, new() { Name = name, Exact = true });

    private async Task AddAsync(string name, string kind, string address, string? key = null)
    {
        await Page.GotoAsync("/garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Connection", Exact = true }).ClickAsync();
        await Page.GetByLabel("Kind").SelectOptionAsync(new SelectOptionValue { Label = kind });
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Address").FillAsync(address);
        if (key is not null)
        {
            await Page.GetByLabel("API key", new() { Exact = true }).FillAsync(key);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Add and test" }).ClickAsync();
        await Expect(Card(name)).ToBeVisibleAsync();
    }
}
