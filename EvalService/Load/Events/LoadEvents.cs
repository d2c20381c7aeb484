using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load.Events;

/// <summary>What can happen in a load: the names of its events.</summary>
internal static class LoadEventTypes
{
    public const string Started = "load.started";
    public const string WarmedUp = "load.warmed_up";
    public const string StageStarted = "stage.started";

    /// <summary>About once a second: the points of the live charts.</summary>
    public const string Window = "load.window";

    public const string StageCompleted = "stage.completed";
    public const string Completed = "load.completed";
}

internal readonly record struct LoadEvent(string Type, string Payload)
{
    /// <summary><c>{"timestamp": …, "load_id": 7, …}</c></summary>
    public static LoadEvent Of<T>(string type, long loadId, DateTime at, T body)
    {
        var json = JsonSerializer.SerializeToNode(body, RunJson.Options)!.AsObject();
        json.Insert(0, "timestamp", JsonValue.Create(at));
        json.Insert(1, "load_id", JsonValue.Create(loadId));
        return new LoadEvent(type, json.ToJsonString(RunJson.Options));
    }
}

internal sealed record StageStartedBody(int Ordinal, long CarId, int Stage, double LevelFrom, double LevelTo, double Seconds);

/// <param name="Width">Seconds since the window before it: about one, less for the last.</param>
internal sealed record WindowBody(
    [property: JsonPropertyName("at_s")] double At,
    [property: JsonPropertyName("width_s")] double Width,
    [property: JsonPropertyName("cars")] IReadOnlyList<CarWindow> Cars);

internal sealed record StageCompletedBody(StageResult Result);

/// <summary>The requests before a car is measured; the first of them may have had to wait for the model to be loaded.</summary>
internal sealed record WarmUpBody(long CarId, int Count, int Failed, double? ColdTtftMs, double? ColdE2eMs, double? ServerLoadMs)
{
    public static WarmUpBody Of(long carId, IReadOnlyList<LoadSample> samples)
    {
        var cold = samples.Count > 0 ? samples[0] : null;
        return new WarmUpBody(carId, samples.Count, samples.Count(s => !s.IsOk), cold?.TtftMs, cold?.E2eMs, cold?.ServerLoadUs / 1000.0);
    }
}

internal sealed record LoadStartedBody(string Status, int Cars, int Stages, double PlannedSeconds);

internal sealed record LoadCompletedBody(string Status, string? EndedBecause, int? Requests);
