using System.Security.Cryptography;
using System.Text;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>A judging as its worker needs it.</summary>
internal sealed record JudgingJob
{
    public required long Id { get; init; }

    public required long RunId { get; init; }

    public required string Mode { get; init; }

    public required CarSnapshot Judge { get; init; }

    public string? Rubric { get; init; }

    /// <summary>On whose behalf the judge is called.</summary>
    public required PodiumUser Requester { get; init; }

    public required int Total { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Every write names it: a worker that was taken for dead writes nothing any more.</summary>
    public required int Epoch { get; init; }
}

/// <summary>What makes two judges the same.</summary>
internal static class JudgeKey
{
    /// <summary>Model, settings, connection, rubric and prompt; names may change without changing a score.</summary>
    public static string Of(CarSnapshot judge, string mode, string? rubric)
    {
        var what = RunJson.Text(new
        {
            judge.Model,
            judge.Seed,
            judge.MaxTokens,
            judge.ReasoningEffort,
            judge.Connection.Type,
            judge.Connection.BaseUrl,
            mode,
            rubric,
            JudgePrompt.Version,
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));
    }

    /// <summary>Whether a car would be judged by its own model.</summary>
    public static bool IsSelf(CarSnapshot judge, CarSnapshot car) =>
        judge.Model == car.Model && judge.Connection.Provider == car.Connection.Provider && judge.Connection.BaseUrl == car.Connection.BaseUrl;
}
