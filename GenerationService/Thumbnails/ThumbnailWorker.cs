using Microsoft.Extensions.Options;
using Npgsql;
using Podium.GenerationService.Artifacts;

namespace Podium.GenerationService.Thumbnails;

/// <summary>Makes the pictures, one at a time, where there is a Chromium. Everything works without it: the site draws a placeholder.</summary>
internal sealed partial class ThumbnailWorker(
    ThumbnailStore store, ThumbnailSignal signal, ThumbnailAvailability availability, IOptions<ThumbnailOptions> options,
    IHostApplicationLifetime lifetime, ILogger<ThumbnailWorker> logger) : BackgroundService
{
    private const string Probe = "<!doctype html><title>Podium</title><p>Podium</p>";

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly ThumbnailOptions _options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled)
        {
            LogDisabled(logger);
            return;
        }

        if (Programs.FindChromium(_options.ChromiumPath) is not { } chromium)
        {
            LogMissing(logger);
            return;
        }

        // Hoped for until a page asks for it: then the browser is tried.
        availability.Rendering = true;
        await StartedAsync(stoppingToken);
        await PageWaitsAsync(stoppingToken);
        var command = new ChromiumCommand(chromium, _options);
        var renderer = new PageRenderer(command, _options, logger);
        await renderer.SweepAsync();
        if (await FindModeAsync(command, renderer, stoppingToken) is not { } mode)
        {
            availability.Rendering = false;
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryAsync(() => RenderNextAsync(renderer, mode, stoppingToken)))
            {
                await signal.WaitAsync(TimeSpan.FromSeconds(_options.PollSeconds), stoppingToken);
            }
        }
    }

    /// <summary>A browser is heavy to start: not while the host itself does.</summary>
    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Nor before there is a page to take a picture of.</summary>
    private async Task PageWaitsAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync(() => store.IsAnyWaitingAsync(cancellationToken)))
        {
            await signal.WaitAsync(TimeSpan.FromSeconds(_options.PollSeconds), cancellationToken);
        }
    }

    private async Task<RenderMode?> FindModeAsync(ChromiumCommand command, PageRenderer renderer, CancellationToken cancellationToken)
    {
        string? failure = null;
        foreach (var mode in command.Modes)
        {
            var result = await renderer.RenderAsync(Probe, mode, cancellationToken);
            if (result.Image is not null)
            {
                LogReady(logger, command.Program, mode == RenderMode.Sandboxed ? "in Chromium's sandbox" : "with scripts disabled, as no sandbox can start here");
                return mode;
            }

            failure = result.Failure;
        }

        LogUnusable(logger, command.Program, failure);
        return null;
    }

    /// <summary>False when the database does not answer for now, too.</summary>
    private async Task<bool> TryAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (NpgsqlException e)
        {
            LogDatabase(logger, e);
            return false;
        }
    }

    /// <summary>False when nothing waits.</summary>
    private async Task<bool> RenderNextAsync(PageRenderer renderer, RenderMode mode, CancellationToken cancellationToken)
    {
        var lease = TimeSpan.FromSeconds((2 * _options.TimeoutSeconds) + 30);
        if (await store.LeaseAsync(_owner, lease, _options.MaxAttempts, cancellationToken) is not { } job)
        {
            return false;
        }

        var html = await PageBlob.ReadTextAsync(job.Gzip, cancellationToken);
        var result = await renderer.RenderAsync(html, mode, cancellationToken);
        await RecordAsync(job, result, cancellationToken);
        return true;
    }

    private async Task RecordAsync(ThumbnailJob job, RenderResult result, CancellationToken cancellationToken)
    {
        if (result.Image is { } image)
        {
            await store.CompleteAsync(job, _owner, image, ChromiumCommand.MediaType, cancellationToken);
            return;
        }

        var page = Convert.ToHexStringLower(job.PageSha256);
        LogFailed(logger, page, job.Attempt, result.Failure);
        await store.FailAsync(job, _owner, result.Failure!, job.Attempt >= _options.MaxAttempts, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Thumbnails are switched off")]
    private static partial void LogDisabled(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Thumbnails: none, as no Chromium was found")]
    private static partial void LogMissing(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Thumbnails: {Program}, {Mode}")]
    private static partial void LogReady(ILogger logger, string program, string mode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Thumbnails: none, as {Program} does not work here: {Failure}")]
    private static partial void LogUnusable(ILogger logger, string program, string? failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "No picture of page {Page} at attempt {Attempt}: {Failure}")]
    private static partial void LogFailed(ILogger logger, string page, int attempt, string? failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The thumbnail queue cannot be read for now")]
    private static partial void LogDatabase(ILogger logger, Exception exception);
}
