using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Wakes this process's worker: a run waits to be driven, or somebody wants something else of one.</summary>
internal sealed class RunQueue
{
    private readonly AsyncSignal _signal = new();

    public void Wake() => _signal.Raise();

    /// <summary>For the one worker.</summary>
    public ValueTask WaitAsync() => _signal.WaitAsync();
}
