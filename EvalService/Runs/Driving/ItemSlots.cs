using Microsoft.Extensions.Options;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Places for items in flight, shared by all runs of this process.</summary>
internal sealed class ItemSlots(IOptions<EvalOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxItemsInFlight);

    public Task TakeAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    public void Return() => _free.Release();

    public void Dispose() => _free.Dispose();
}
