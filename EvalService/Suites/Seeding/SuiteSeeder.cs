using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites.Seeding;

/// <summary>Brings Podium's own suites into the database, each once. One that a person has changed, renamed or deleted is left alone.</summary>
internal sealed partial class SuiteSeeder(SuiteStore store, ILogger<SuiteSeeder> logger) : IHostedService
{
    /// <summary>Nobody can sign in as this; an admin may change its suites.</summary>
    public static readonly PodiumUser Owner = new("podium", "Podium", Role.Member);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var seeded = await store.ReadSeedsAsync(cancellationToken);
        foreach (var suite in SeedSuite.All().Where(suite => seeded.GetValueOrDefault(suite.Key) != suite.Sha256))
        {
            if (!await store.SeedAsync(suite, Owner, cancellationToken))
            {
                LogNameTaken(logger, suite.Key);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "A suite of somebody has the name of Podium's suite {Key}, which is left out")]
    private static partial void LogNameTaken(ILogger logger, string key);
}
