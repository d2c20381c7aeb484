using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Generations;

/// <summary>
/// Starts generations and lets them run, whoever is still listening. When the process is asked to stop it takes no more, gives those that
/// run a little time, then ends their upstream calls and keeps what arrived.
/// </summary>
internal sealed partial class GenerationRunner(
    GenerationQueue queue,
    GenerationStore store,
    GenerationJournal journal,
    RunningGenerations running,
    AttemptLoop attempts,
    GenerationFinisher finisher,
    DatabaseRetry retry,
    GenerationTelemetry telemetry,
    IOptions<GenerationOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<GenerationRunner> logger) : IHostedService, IDisposable
{
    private readonly GenerationOptions _options = options.Value;
    private readonly ConcurrentDictionary<Guid, Task> _tasks = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task? _shutdown;

    public TimeSpan Lease => TimeSpan.FromSeconds(_options.LeaseSeconds);

    /// <summary>Accepts a generation: from here on it is the server's, not the connection's.</summary>
    /// <returns>Null when the owner has used this idempotency key before.</returns>
    public async Task<GenerationJob?> StartAsync(GenerationRequest request, string? idempotencyKey, byte[] hash, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new UpstreamException(503, "generation.stopping", "The server is about to stop. Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(2) };
        }

        var job = new GenerationJob(request, queue.Enter(request.Owner.Id), _options.MaxAnswerBytes, journal.Enqueue);
        try
        {
            if (!await store.TryCreateAsync(ToRow(job, idempotencyKey, hash), running.WorkerId, Lease, cancellationToken))
            {
                job.Dispose();
                return null;
            }
        }
        catch
        {
            job.Dispose();
            throw;
        }

        running.Add(job);
        job.Append("meta", MetaEvent.From(job.Id, request));

        // Nothing of the request may leak into the job: its context, its services, its cancellation.
        using (ExecutionContext.SuppressFlow())
        {
            var task = Task.Run(() => RunAsync(job), CancellationToken.None);
            _tasks[job.Id] = task;
            if (task.IsCompleted)
            {
                // It removed itself before it was entered.
                _tasks.TryRemove(job.Id, out _);
            }
        }

        return job;
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        // Not in StopAsync: the web server stops first, and waits for streams that only end when their generations do.
        lifetime.ApplicationStopping.Register(() => _shutdown = ShutDownAsync());
        return Task.CompletedTask;
    }

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await using var giveUp = cancellationToken.Register(_abandon.Cancel);
        await (_shutdown ?? ShutDownAsync());
    }

    public void Dispose() => _abandon.Dispose();

    private async Task ShutDownAsync()
    {
        var grace = TimeSpan.FromSeconds(_options.ShutdownGraceSeconds);
        await Task.WhenAll(_tasks.Values).WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var job in running.All)
        {
            job.Stop(StopReason.Shutdown);
        }

        await Task.WhenAll(_tasks.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(GenerationJob job)
    {
        using var span = telemetry.StartGeneration(job.Request.ModelId, job.RequestContext);
        span?.SetTag("podium.generation.id", job.Id).SetTag("podium.provider", job.Request.Provider);
        try
        {
            await RunInPlaceAsync(job);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            LogAbandoned(logger, job.Id);
        }
        catch (Exception e)
        {
            // A defect. The lease runs out, and recovery ends the generation with what is stored.
            LogFailed(logger, e, job.Id);
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            job.Log.Abandon();
        }
        finally
        {
            running.Remove(job);
            _tasks.TryRemove(job.Id, out _);
            job.End();
            job.Dispose();
        }
    }

    private async Task RunInPlaceAsync(GenerationJob job)
    {
        await job.Place.Admitted.WaitAsync(job.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var queued = Stopwatch.GetElapsedTime(job.CreatedTimestamp);
        var series = new AttemptSeries([], null);
        if (job.StopReason == StopReason.None)
        {
            if (!await retry.RunAsync(token => store.StartAsync(job.Id, running.WorkerId, token), _abandon.Token))
            {
                job.Stop(StopReason.LeaseLost);
            }
            else
            {
                series = await attempts.RunAsync(job, queued);
            }
        }

        if (job.StopReason == StopReason.LeaseLost)
        {
            LogLost(logger, job.Id);
            job.Log.Abandon();
            return;
        }

        await finisher.FinishAsync(job, series, _abandon.Token);
    }

    private static NewGeneration ToRow(GenerationJob job, string? idempotencyKey, byte[] hash)
    {
        var request = job.Request;
        return new NewGeneration(
            job.Id, request.Owner.Id, request.Owner.Name, request.SessionId, idempotencyKey, hash, request.Provider, request.ModelId, request.Label,
            request.Vendor, request.TaskId, request.PromptVersion, request.Demo, request.Plan.Count, request.Stored, request.ParentArtifactId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Id} was not ended before the process stopped; its lease will run out")]
    private static partial void LogAbandoned(ILogger logger, Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Id} belongs to another worker now")]
    private static partial void LogLost(ILogger logger, Guid id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} failed inside Podium")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid id);
}
