namespace Podium.E2E.Tests.Fixtures;

/// <summary>Takes each state at three widths: <c>screenshots/{theme}/{state}-{width}.png</c>. On the way no page may overflow sideways.</summary>
internal sealed class Camera(IPage page, string theme)
{
    private static readonly int[] _widths = [1440, 820, 390];

    /// <param name="inSight">What must be seen of a page on narrow screens.</param>
    public async Task ShootAsync(string state, ILocator? inSight = null)
    {
        foreach (var width in _widths)
        {
            await page.SetViewportSizeAsync(width, width == 390 ? 844 : width == 820 ? 1180 : 900);
            await Pictures.SaveAsync(page, Path.Combine(theme, $"{state}-{width}"));
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, $"{state} at {width} px overflows sideways");
            if (inSight is not null && width < 1080)
            {
                await Expect(inSight.First).ToBeVisibleAsync();
            }
        }

        await page.SetViewportSizeAsync(_widths[0], 900);
    }

    /// <summary>While requests to a path get no answer.</summary>
    public async Task HoldAsync(string path, Func<Task> look)
    {
        await page.RouteAsync(path, route => Task.CompletedTask);
        await look();
        await page.GotoAsync("about:blank");
        await page.UnrouteAsync(path);
    }

    /// <summary>While requests to a path fail.</summary>
    public async Task BreakAsync(string path, string address, string state)
    {
        await page.RouteAsync(path, route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"status":503,"code":"database_unavailable","detail":"The database does not answer. Podium tries again by itself."}""",
        }));
        await page.GotoAsync(address);
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await ShootAsync(state);
        await page.UnrouteAsync(path);
    }
}
