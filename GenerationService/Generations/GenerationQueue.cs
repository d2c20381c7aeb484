using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Generations;

/// <summary>
/// Places to run in: so many in all, so many per person, and so many that wait. First come, first served, except that nobody waits behind a
/// person who is at their own limit.
/// </summary>
internal sealed class GenerationQueue(IOptions<GenerationOptions> options)
{
    private readonly GenerationOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly LinkedList<GenerationPlace> _waiting = [];
    private readonly Dictionary<string, int> _runningOf = [];
    private int _running;

    public (int Running, int Waiting) Load
    {
        get
        {
            lock (_gate)
            {
                return (_running, _waiting.Count);
            }
        }
    }

    /// <summary>A place at once or in a while; disposing it lets the next one in.</summary>
    /// <exception cref="RateLimitedException">Too many wait already.</exception>
    public GenerationPlace Enter(string owner)
    {
        var place = new GenerationPlace(this, owner);
        lock (_gate)
        {
            if (HasRoomFor(owner))
            {
                Admit(place);
            }
            else if (_waiting.Count < _options.MaxQueued)
            {
                _waiting.AddLast(place);
            }
            else
            {
                throw new RateLimitedException("Too many generations are waiting. Try again in a moment.", "generation.queue_full") { RetryAfter = TimeSpan.FromSeconds(5) };
            }
        }

        return place;
    }

    internal void Leave(GenerationPlace place)
    {
        lock (_gate)
        {
            if (_waiting.Remove(place))
            {
                return;
            }

            _running--;
            if (--_runningOf[place.Owner] == 0)
            {
                _runningOf.Remove(place.Owner);
            }

            for (var node = _waiting.First; node is not null && _running < _options.MaxConcurrent;)
            {
                var next = node.Next;
                if (HasRoomFor(node.Value.Owner))
                {
                    _waiting.Remove(node);
                    Admit(node.Value);
                }

                node = next;
            }
        }
    }

    private bool HasRoomFor(string owner) =>
        _running < _options.MaxConcurrent && _runningOf.GetValueOrDefault(owner) < _options.MaxConcurrentPerOwner;

    private void Admit(GenerationPlace place)
    {
        _running++;
        _runningOf[place.Owner] = _runningOf.GetValueOrDefault(place.Owner) + 1;
        place.Admit();
    }
}

internal sealed class GenerationPlace(GenerationQueue queue, string owner) : IDisposable
{
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public string Owner { get; } = owner;

    public Task Admitted => _admitted.Task;

    internal void Admit() => _admitted.SetResult();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            queue.Leave(this);
        }
    }
}
