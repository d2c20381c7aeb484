using System.Collections.Concurrent;

namespace Podium.GenerationService.Providers.Demo;

/// <summary>
/// Whose turn it is to break down: one prompt in three, and not again within a minute, so that the retry succeeds. A retry of a suite's prompt comes
/// as a request of its own, so only the prompt itself can tell.
/// </summary>
internal sealed class DemoBreakdowns(TimeProvider time)
{
    private const int OneIn = 3;
    private const int MostKnown = 4_096;
    private static readonly TimeSpan _peace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, long> _brokeAt = new();

    public bool IsDue(ChatRequest request)
    {
        var prompt = Fingerprint(request);
        if (prompt % OneIn != 0)
        {
            return false;
        }

        var now = time.GetTimestamp();
        if (_brokeAt.TryGetValue(prompt, out var last) && time.GetElapsedTime(last, now) < _peace)
        {
            return false;
        }

        if (_brokeAt.Count >= MostKnown)
        {
            _brokeAt.Clear();
        }

        _brokeAt[prompt] = now;
        return true;
    }

    // The same in every process and on every day, unlike a string's own hash: FNV-1a.
    private static int Fingerprint(ChatRequest request)
    {
        var hash = 2166136261;
        foreach (var character in request.Messages.SelectMany(message => message.Text))
        {
            hash = (hash ^ character) * 16777619;
        }

        return (int)(hash & int.MaxValue);
    }
}
