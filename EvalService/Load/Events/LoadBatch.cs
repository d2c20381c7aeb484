using Podium.EvalService.Load.Measuring;

namespace Podium.EvalService.Load.Events;

/// <summary>Everything about one load that is stored together.</summary>
/// <param name="Before">The number of the last event before it.</param>
internal sealed record LoadBatch(long Before, IReadOnlyList<LoadEvent> Events, IReadOnlyList<LoadSample> Samples, IReadOnlyCollection<StageRow> Stages, LoadEnd? End)
{
    public long Last => Before + Events.Count;
}

/// <param name="Result">Null while it goes on.</param>
internal sealed record StageRow(StageMark Mark, StageResult? Result);

internal sealed record LoadEnd(string Status, string? Because);
