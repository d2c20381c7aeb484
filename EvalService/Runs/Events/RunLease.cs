namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The right to write about a run. Each taking raises the run's epoch, and every write names the one it was given: a worker that was taken for dead
/// writes nothing any more, however late it wakes.
/// </summary>
internal sealed record RunLease(long RunId, Guid Worker, int Epoch);
