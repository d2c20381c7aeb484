using Podium.ServiceDefaults.Streaming;

namespace Podium.ServiceDefaults.Tests.Streaming;

public sealed class AsyncSignalTests
{
    [Fact]
    public async Task No_raise_is_lost_between_two_waits()
    {
        var signal = new AsyncSignal();
        var seen = 0;
        var written = 0;
        const int Count = 100_000;
        var reader = Task.Run(async () =>
        {
            while (seen < Count)
            {
                await signal.WaitAsync();
                seen = Volatile.Read(ref written);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Count / 2; i++)
            {
                Interlocked.Increment(ref written);
                signal.Raise();
            }
        })));

        await reader.WaitAsync(TimeSpan.FromSeconds(20));
        seen.ShouldBe(Count);
    }
}
