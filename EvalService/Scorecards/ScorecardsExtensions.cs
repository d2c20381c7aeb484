using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Comparisons;

namespace Podium.EvalService.Scorecards;

internal static class ScorecardsExtensions
{
    public static void AddScorecards(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResultStore>();
        builder.Services.AddSingleton<LeaderboardStore>();
        builder.Services.AddSingleton<RunComparer>();
    }
}
