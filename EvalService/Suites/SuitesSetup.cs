using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Suites.Seeding;

namespace Podium.EvalService.Suites;

internal static class SuitesSetup
{
    public static void AddSuites(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SuiteStore>();
        builder.Services.AddHostedService<SuiteSeeder>();
    }
}
