using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Podium.Gateway.Tokens;

/// <summary>Gathers when tokens were used and writes it now and then, off the request path, and once more at the end.</summary>
internal sealed partial class TokenUsage(TokenStore store, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenUsage> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = new();

    public void Record(Guid id, DateTimeOffset now) => _used[id] = now;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LastUsedWriteSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; StopAsync writes the rest.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var batch = _used.ToArray();
        if (batch.Length == 0)
        {
            return;
        }

        try
        {
            await store.TouchAsync(batch, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            LogNotWritten(logger, e);
            return;
        }

        foreach (var entry in batch)
        {
            _used.TryRemove(entry);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When API tokens were last used could not be written; trying again later")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
