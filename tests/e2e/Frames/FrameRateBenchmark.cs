using System.Globalization;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Providers;
using Xunit.Abstractions;

namespace Podium.E2E.Tests.Frames;

/// <summary>
/// How smooth the page stays while four models stream 200 tokens per second each, beside the same page at rest in the same run.
/// <c>benchmarks/run frames</c> runs it; <c>./test</c> does not: the figure is the machine's as much as the site's.
/// </summary>
[Collection(SharedSite.Name)]
[Trait("Category", "Benchmark")]
public sealed class FrameRateBenchmark(PodiumSite site, ITestOutputHelper output) : BrowserTest(site)
{
    private const int Lanes = 4;
    private const int TokensPerSecond = 200;
    private const int Seconds = 10;

    private const string Record =
        """
        () => {
          window.frames_ = []; window.tasks_ = []
          let last = performance.now()
          const frame = now => { window.frames_.push(now - last); last = now; window.raf_ = requestAnimationFrame(frame) }
          window.raf_ = requestAnimationFrame(now => { last = now; window.raf_ = requestAnimationFrame(frame) })
          window.observer_ = new PerformanceObserver(list => window.tasks_.push(...list.getEntries().map(e => e.duration)))
          window.observer_.observe({ type: 'longtask' })
        }
        """;

    private const string Stop = "() => { cancelAnimationFrame(window.raf_); window.observer_.disconnect(); return { frames: window.frames_, tasks: window.tasks_ } }";

    [BrowserFact]
    public async Task Four_models_at_200_tokens_a_second()
    {
        await Studio.OpenEmptyAsync();
        for (var lane = 0; lane < Lanes; lane++)
        {
            var model = $"frames-{lane}";
            Provider.OnModel(model, FakeAnswer.Page(model, TokensPerSecond * Seconds, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1) / TokensPerSecond));
            await Studio.AddModelAsync("openai", model);
        }

        await Studio.TypeKeyAsync("OpenAI", "sk-bench");
        await Studio.PromptAsync("Foxes.");
        var rest = await MeasureAsync(() => Task.Delay(TimeSpan.FromSeconds(3)));

        await Studio.BuildAsync();
        await Studio.Lane($"frames-{Lanes - 1}").ShouldSayAsync("Writing");
        var streaming = await MeasureAsync(() => Task.Delay(TimeSpan.FromSeconds(Seconds - 3)));
        for (var lane = 0; lane < Lanes; lane++)
        {
            await Studio.Lane($"frames-{lane}").ShouldSayAsync("Done", 60);
        }

        Report("at rest", rest);
        Report("streaming", streaming);
        output.WriteLine($"ratio of the medians: {Figure(rest.MedianMs / streaming.MedianMs)}");
        streaming.Frames.Length.ShouldBeGreaterThan(0);
    }

    private async Task<Recording> MeasureAsync(Func<Task> wait)
    {
        await Page.EvaluateAsync(Record);
        await wait();
        return await Page.EvaluateAsync<Recording>(Stop);
    }

    private void Report(string name, Recording recording) => output.WriteLine(
        $"{name}: median {Figure(1000 / recording.MedianMs)} fps, 95th percentile of a frame {Figure(recording.Percentile(0.95))} ms, longest {Figure(recording.Percentile(1))} ms, "
        + $"{recording.Frames.Length} frames, {recording.Tasks.Length} tasks over 50 ms (longest {Figure(recording.Tasks.DefaultIfEmpty(0).Max())} ms)");

    private static string Figure(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private sealed class Recording
    {
        public double[] Frames { get; set; } = [];

        public double[] Tasks { get; set; } = [];

        public double MedianMs => Percentile(0.5);

        public double Percentile(double share)
        {
            var sorted = Frames.Order().ToArray();
            return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
        }
    }
}
