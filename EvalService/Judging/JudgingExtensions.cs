using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Configuration;

namespace Podium.EvalService.Judging;

internal static class JudgingExtensions
{
    public static void AddJudging(this IHostApplicationBuilder builder)
    {
        builder.AddModuleOptions<JudgingOptions>(JudgingOptions.SectionName);
        builder.Services.TryAddSingleton<EvalTelemetry>();
        builder.Services.AddSingleton<RunEventAppender>();
        builder.Services.AddSingleton<JudgingStore>();
        builder.Services.AddSingleton<JudgeCall>();
        builder.Services.AddSingleton<ItemJudge>();
        builder.Services.AddSingleton<JudgingDriver>();
        builder.Services.AddSingleton<JudgingSignal>();
        builder.Services.AddSingleton<JudgingStarter>();
        builder.Services.AddHostedService<JudgingWorker>();
    }
}
