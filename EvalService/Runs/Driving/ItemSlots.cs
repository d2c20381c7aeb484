using Microsoft.Extensions.Options;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Places for items in flight, shared by all runs of this process.</summary>
internal sealed class ItemSlots(IOptions<EvalOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxItemsInFlight);

    public async Task<ItemSlot> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new ItemSlot(_free);
    }

    public void Dispose() => _free.Dispose();
}

/// <summary>One item's place. An item that only waits leaves it to others.</summary>
internal sealed class ItemSlot(SemaphoreSlim free) : IDisposable
{
    private bool _held = true;

    public void Leave()
    {
        _held = false;
        free.Release();
    }

    public async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        _held = true;
    }

    public void Dispose()
    {
        if (_held)
        {
            Leave();
        }
    }
}
