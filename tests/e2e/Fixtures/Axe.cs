using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Podium.E2E.Tests.Fixtures;

internal static class Axe
{
    /// <summary>What axe calls serious or critical, in words for a list.</summary>
    public static async Task<IEnumerable<string>> ViolationsAsync(this IPage page, string place)
    {
        // What still fades in is read as faint.
        await page.EvaluateAsync(
            "() => Promise.all(document.getAnimations().filter(a => a.effect?.getTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})))");
        var options = new AxeRunOptions { ResultTypes = [ResultType.Violations], Iframes = false };
        var result = await page.RunAxe(options);
        return result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{place}: {v.Id} ({v.Impact}) {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }
}
