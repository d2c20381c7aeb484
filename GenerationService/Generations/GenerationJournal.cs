using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The process's one writer of events. It takes whatever gathered in all logs while its last write ran, stores it in one statement, and only then
/// lets followers see it: what somebody has seen is stored, and under load batches grow by themselves. There is no timer. When the
/// database fails it tries the same batch again until it succeeds; the jobs run on, and their logs are bounded by the answer limit.
/// </summary>
internal sealed class GenerationJournal(
    [FromKeyedServices(GenerationModule.Name)] NpgsqlDataSource dataSource, IOptions<GenerationOptions> options, ILogger<GenerationJournal> logger)
    : BackgroundService
{
    // A job may come again while the others are taken; without a bound busy ones could keep a batch from ever being stored.
    private const int MaxBatch = 4096;

    private static readonly TimeSpan _firstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestRetry = TimeSpan.FromSeconds(5);

    // A job is in here at most once, so it is bounded by the number of jobs.
    private readonly Channel<GenerationJob> _dirty = Channel.CreateUnbounded<GenerationJob>(new() { SingleReader = true });
    private readonly List<(GenerationJob Job, EventSegment Segment)> _batch = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Something was appended to the job's log. Never waits.</summary>
    public void Enqueue(GenerationJob job)
    {
        if (job.TryMarkDirty())
        {
            _dirty.Writer.TryWrite(job);
        }
    }

    /// <summary>Stores what is left once no job writes any more.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        _dirty.Writer.TryComplete();
        await using var abort = cancellationToken.Register(_closing.Cancel);
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The host's stop must not end the writer before the jobs have ended: GenerationRunner closes it.
    public override Task StopAsync(CancellationToken cancellationToken) => CloseAsync(cancellationToken);

    public override void Dispose()
    {
        _closing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var statement = new EventInsert(dataSource, options.Value.SynchronousEventCommit);
        while (await _dirty.Reader.WaitToReadAsync(_closing.Token))
        {
            Gather();
            if (_batch.Count > 0)
            {
                await StoreAsync(statement);
            }
        }
    }

    private void Gather()
    {
        _batch.Clear();
        while (_batch.Count < MaxBatch && _dirty.Reader.TryRead(out var job))
        {
            // Clean before taking: what is appended from now on marks it dirty again.
            job.MarkClean();
            if (job.StopReason != StopReason.LeaseLost && job.Log.Take() is { } segment)
            {
                _batch.Add((job, segment));
            }
        }
    }

    private async Task StoreAsync(EventInsert statement)
    {
        IReadOnlySet<Guid>? lost = null;
        for (var delay = _firstRetry; lost is null;)
        {
            try
            {
                lost = await statement.ExecuteAsync(_batch, _closing.Token);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                // An unclear commit is repeated with the same rows: the insert skips those that are there.
                logger.LogError(e, "Events of {Count} generations wait for the database; next try in {Delay}", _batch.Count, delay);
                await Task.Delay(delay, _closing.Token);
                delay = delay * 2 < _longestRetry ? delay * 2 : _longestRetry;
            }
        }

        foreach (var (job, segment) in _batch)
        {
            if (lost.Contains(job.Id))
            {
                // Not shown to anybody: what followers see next is the other worker's end.
                job.Stop(StopReason.LeaseLost);
            }
            else
            {
                job.Log.Publish(segment);
                job.OnStored();
            }
        }
    }
}
