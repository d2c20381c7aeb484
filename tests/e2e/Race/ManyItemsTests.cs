using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>Ten thousand items: the pages show what fits the screen, and stay awake.</summary>
[Collection(SharedSite.Name)]
public sealed class ManyItemsTests(PodiumSite site) : BrowserTest(site)
{
    private const int Cases = 2_500;
    private const int Items = Cases * 4;

    private const string Scroll =
        """
        async grid => {
          let rows = 0
          for (let i = 0; i <= 60; i++) {
            grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * i / 60
            await new Promise(requestAnimationFrame)
            rows = Math.max(rows, grid.querySelectorAll('[role=row]').length)
          }
          return rows
        }
        """;

    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task Ten_thousand_items_stay_smooth_on_the_track_and_in_the_matrix()
    {
        await Site.LetThroughAsync("OPENAI_COMPAT", 32);
        var right = new FakeAnswer().Content(0, "lap 3");
        foreach (var car in (string[])["many-a", "many-b", "many-c", "many-d"])
        {
            Provider.OnModel(car, right);
        }

        var suite = await Site.MakeSuiteAsync("Many cases", RaceAnswers.Cases(Cases));
        var cars = await Site.MakeCarsAsync("Many", "many-a", "many-b", "many-c", "many-d");
        var run = await Site.StartRunAsync(new { suite_id = suite, car_ids = cars, mode = "head_to_head" });

        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact("many-a", "Done")).ToContainTextAsync("of 2500");
        await Expect(Race.Fact("many-a", "Done")).ToHaveTextAsync(new Regex("^[1-9]"), new() { Timeout = 60_000 });
        await Race.IsOverAsync(240);
        await Expect(Race.Fact("many-d", "Passed")).ToHaveTextAsync($"{Cases}");
        (await Page.Locator("*").CountAsync()).ShouldBeLessThan(2_500);

        // Replayed from the start: ten thousand laps in a moment.
        await Race.Moment.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        await Page.Keyboard.PressAsync("End");
        await Race.IsOverAsync();

        await Race.OpenRunAsync(run, "?tab=items");
        var grid = Page.GetByRole(AriaRole.Grid, new() { Name = "Cases by cars" });
        await Expect(Page.GetByRole(AriaRole.Status).Filter(new() { HasTextString = "2,500 of 2,500 cases" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(Page.GetByText("reading on")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(grid).ToHaveAttributeAsync("aria-rowcount", $"{Cases + 1}");
        (await grid.EvaluateAsync<int>(Scroll)).ShouldBeLessThan(80);
        await Expect(grid.GetByRole(AriaRole.Rowheader, new() { Name = $"Case {Cases}", Exact = true })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a case" }).FillAsync("Case 2222");
        await Expect(grid.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(1);
        (await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}?items=none")).GetProperty("run").GetProperty("items_done").GetInt32().ShouldBe(Items);
    }
}
