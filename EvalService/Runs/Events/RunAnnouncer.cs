using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// Tells the other processes what this one has stored: after the commit, and at most once in 20 ms of each run. A transaction that notifies holds a
/// lock of the whole server until it is on the disk, and so would all journals behind one another. What is not told, since this process was killed
/// in between, the others find by looking now and then.
/// </summary>
internal sealed class RunAnnouncer(
    [FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, TimeProvider time, ILogger<RunAnnouncer> logger) : BackgroundService
{
    private const string Sql = "select set_config('synchronous_commit', 'off', true), pg_notify(channel, run::text) from unnest($1, $2) as told (channel, run)";

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Channel, long RunId), bool> _news = new();
    private readonly AsyncSignal _signal = new();

    /// <summary>Events of the run, or its end, were stored.</summary>
    /// <param name="released">And it waits for another worker, or for nobody.</param>
    public void Announce(long runId, bool released)
    {
        _news[(RunNotifications.EventChannel, runId)] = true;
        if (released)
        {
            _news[(RunNotifications.WorkChannel, runId)] = true;
        }

        _signal.Raise();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.UnsafeRegister(static signal => ((AsyncSignal)signal!).Raise(), _signal);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync();
            var pause = await TellAsync(stoppingToken) ? _interval : _retryDelay;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // The drivers have stopped before: a run that they let go of needs not wait until somebody looks.
        using var limit = new CancellationTokenSource(_farewell, time);
        await TellAsync(limit.Token);
    }

    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        // Taken before they are told: what comes meanwhile is told next.
        var news = _news.Keys.Where(key => _news.TryRemove(key, out _)).ToList();
        if (news.Count == 0)
        {
            return true;
        }

        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Sql, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<string[]> { TypedValue = [.. news.Select(n => n.Channel)] },
                    new NpgsqlParameter<long[]> { TypedValue = [.. news.Select(n => n.RunId)] },
                },
            };
            await command.PrepareAsync(cancellationToken);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (DatabaseRetry.MayPass(e) || e is OperationCanceledException)
        {
            foreach (var key in news)
            {
                _news[key] = true;
            }

            _signal.Raise();
            if (!cancellationToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Other processes cannot be told of {Runs} runs now", news.Count);
            }

            return false;
        }
    }
}
