namespace Podium.EvalService.Load.Driving;

/// <summary>Keeps so many requests in flight: each answer brings the next request.</summary>
internal static class ClosedLoop
{
    // A failing server is not to be asked as fast as it can refuse.
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMilliseconds(200);

    /// <returns>The loops, each with at most one answer under way, when no more is to be sent.</returns>
    public static async Task<IReadOnlyList<Task>> SendAsync(StageRun stage, LoadClock clock)
    {
        stage.EndAfter(TimeSpan.FromSeconds(stage.Stage.Seconds));
        var left = stage.Plan.MaxRequests ?? int.MaxValue;
        var loops = Enumerable.Range(0, Rounded(Math.Max(stage.Stage.From, stage.Stage.To))).Select(index => LoopAsync(index)).ToList();
        await Task.WhenAny(Task.WhenAll(loops), UntilCancelledAsync(stage.Arrivals));
        return loops;

        async Task LoopAsync(int index)
        {
            await Task.Yield();
            while (!stage.Arrivals.IsCancellationRequested)
            {
                if (index >= Rounded(stage.LevelAt(clock.NowUs)))
                {
                    // On the way down it is needed no more; on the way up, from half a request before its turn.
                    if (stage.Stage.To < stage.Stage.From)
                    {
                        return;
                    }

                    await UntilAsync(stage.Mark.StartedUs + (long)(stage.Stage.SecondAtLevel(index + 0.5) * 1e6) + 1);
                }
                else if (Interlocked.Decrement(ref left) < 0)
                {
                    return;
                }
                else if (await SendAsync() is { IsOk: false })
                {
                    await PauseAsync(_afterFailure);
                }
            }
        }

        async Task<Measuring.LoadSample?> SendAsync()
        {
            try
            {
                return await stage.SendAsync(clock.NowUs);
            }
            catch (OperationCanceledException) when (stage.Arrivals.IsCancellationRequested)
            {
                return null;
            }
        }

        async Task UntilAsync(long us)
        {
            try
            {
                await clock.UntilAsync(us, stage.Arrivals);
            }
            catch (OperationCanceledException) when (stage.Arrivals.IsCancellationRequested)
            {
                // The stage ended first.
            }
        }

        async Task PauseAsync(TimeSpan time) => await Task.Delay(time, stage.Arrivals).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static int Rounded(double level) => (int)Math.Round(level, MidpointRounding.AwayFromZero);

    private static async Task UntilCancelledAsync(CancellationToken token) =>
        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
