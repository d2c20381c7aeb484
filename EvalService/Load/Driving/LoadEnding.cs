using Podium.EvalService.Load.Events;

namespace Podium.EvalService.Load.Driving;

/// <summary>How a load ends before its plan does. Who says so first is right.</summary>
internal sealed class LoadEnding
{
    private readonly CancellationTokenSource _source = new();
    private readonly Lock _gate = new();
    private volatile LoadEnd? _known;
    private volatile bool _lost;

    /// <summary>Cancelled when the load is to end at once.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Null while the plan goes on.</summary>
    public LoadEnd? Known => _known;

    /// <summary>The load belongs to another worker: nothing of it is to be stored here.</summary>
    public bool IsLost => _lost;

    public void End(string status, string? because)
    {
        lock (_gate)
        {
            if (_known is not null)
            {
                return;
            }

            _known = new LoadEnd(status, because);
        }

        _ = _source.CancelAsync();
    }

    public void Lose()
    {
        _lost = true;
        End(LoadStatus.Interrupted, null);
    }
}
