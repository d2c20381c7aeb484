using System.Collections.Concurrent;

namespace Podium.GenerationService.Generations;

/// <summary>The generations that this process runs, and the name under which it holds their leases.</summary>
internal sealed class RunningGenerations
{
    private readonly ConcurrentDictionary<Guid, GenerationJob> _jobs = new();

    public Guid WorkerId { get; } = Guid.CreateVersion7();

    public IReadOnlyCollection<GenerationJob> All => (IReadOnlyCollection<GenerationJob>)_jobs.Values;

    public GenerationJob? Find(Guid id) => _jobs.GetValueOrDefault(id);

    public void Add(GenerationJob job) => _jobs[job.Id] = job;

    public void Remove(GenerationJob job) => _jobs.TryRemove(job.Id, out _);
}
