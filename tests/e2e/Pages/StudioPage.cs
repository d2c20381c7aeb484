using System.Text.RegularExpressions;

namespace Podium.E2E.Tests.Pages;

/// <summary>The Studio, in the words of whoever uses it.</summary>
public sealed partial class StudioPage(IPage page)
{
    public IPage Page => page;

    public ILocator Chosen => page.GetByRole(AriaRole.List, new() { Name = "Chosen models" }).GetByRole(AriaRole.Listitem);

    public ILocator BuildButton => page.GetByRole(AriaRole.Button, new() { Name = "Build it" });

    public ILocator Verdict => page.GetByRole(AriaRole.Region, new() { Name = "Verdict" });

    public ILocator Search => page.GetByRole(AriaRole.Combobox, new() { Name = "Search models, or type a model id" });

    public ILocator Skill => page.GetByLabel("Skill", new() { Exact = true });

    public LaneCard Lane(string name) => new(page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true }), name);

    public ILocator Lanes => page.GetByRole(AriaRole.Article);

    public async Task OpenAsync(string query = "")
    {
        await page.GotoAsync("/" + query);
        await Expect(page.GetByRole(AriaRole.Form, new() { Name = "Set up a build" })).ToBeAttachedAsync();
    }

    /// <summary>Opens it with none of the demo models chosen.</summary>
    public async Task OpenEmptyAsync()
    {
        await OpenAsync();
        while (await Chosen.CountAsync() > 0)
        {
            await Chosen.First.GetByRole(AriaRole.Button, new() { NameRegex = Removal() }).ClickAsync();
        }
    }

    /// <param name="provider">Its id, as <c>openai</c>.</param>
    public async Task AddModelAsync(string provider, string model)
    {
        var before = await Chosen.CountAsync();
        await page.GetByLabel("Provider", new() { Exact = true }).SelectOptionAsync(provider);
        await Search.FillAsync(model);
        await page.GetByRole(AriaRole.Listbox, new() { Name = "Models found" }).GetByRole(AriaRole.Option).First.ClickAsync();
        await Expect(Chosen).ToHaveCountAsync(before + 1);
    }

    /// <param name="provider">Its label, as <c>OpenAI</c>.</param>
    public Task TypeKeyAsync(string provider, string key) => page.GetByLabel($"{provider} key", new() { Exact = true }).FillAsync(key);

    public Task ChooseTaskAsync(string title) =>
        page.GetByRole(AriaRole.Radiogroup, new() { Name = "Task" }).GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("^" + Regex.Escape(title)) }).ClickAsync();

    public async Task PromptAsync(string text)
    {
        await ChooseTaskAsync("Your own prompt");
        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync(text);
    }

    public async Task BuildAsync()
    {
        await BuildButton.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("session="));
    }

    /// <summary>Opens the Studio, chooses one OpenAI model and starts it.</summary>
    public async Task<LaneCard> BuildWithAsync(string model)
    {
        await OpenEmptyAsync();
        await AddModelAsync("openai", model);
        await TypeKeyAsync("OpenAI", "sk-e2e");
        await PromptAsync("A page about foxes.");
        await BuildAsync();
        return Lane(model);
    }

    [GeneratedRegex("^Remove ")]
    private static partial Regex Removal();
}
