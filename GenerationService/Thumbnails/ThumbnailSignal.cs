namespace Podium.GenerationService.Thumbnails;

/// <summary>Tells the renderer of this process that a page is waiting. Wakes are coalesced; the truth is the table, which is polled as well.</summary>
internal sealed class ThumbnailSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0, 1);

    public void Wake()
    {
        try
        {
            _waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _waiting.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _waiting.Dispose();
}
