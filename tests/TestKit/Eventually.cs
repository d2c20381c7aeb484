using System.Diagnostics;

namespace Podium.TestKit;

/// <summary>Waits for something that becomes true by itself, never longer than a limit.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(20);

    /// <summary>Repeats <paramref name="condition"/> until it returns true; throws <see cref="TimeoutException"/> after the limit (20 s).</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, TimeSpan? limit = null, string? because = null)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = 5; !await condition(); pause = Math.Min(pause * 2, 100))
        {
            ThrowIfOver(started, limit, because, inner: null);
            await Task.Delay(pause);
        }
    }

    /// <inheritdoc cref="IsTrueAsync(Func{Task{bool}}, TimeSpan?, string?)"/>
    public static Task IsTrueAsync(Func<bool> condition, TimeSpan? limit = null, string? because = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), limit, because);

    /// <summary>Repeats <paramref name="action"/>, for example an assertion, until it does not throw; after the limit its last failure is the inner exception.</summary>
    public static async Task SucceedsAsync(Func<Task> action, TimeSpan? limit = null)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = 5; ; pause = Math.Min(pause * 2, 100))
        {
            try
            {
                await action();
                return;
            }
            catch (Exception e)
            {
                ThrowIfOver(started, limit, e.Message, e);
            }

            await Task.Delay(pause);
        }
    }

    private static void ThrowIfOver(long started, TimeSpan? limit, string? because, Exception? inner)
    {
        if (Stopwatch.GetElapsedTime(started) > (limit ?? DefaultLimit))
        {
            throw new TimeoutException($"Not so within {limit ?? DefaultLimit}{(because is null ? "" : ": " + because)}", inner);
        }
    }
}
