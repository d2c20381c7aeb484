using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Hosting;
using Podium.Standalone;
using Podium.Standalone.EmbeddedPostgres;

if (args is ["--version"])
{
    Console.WriteLine($"Podium {ProductVersion.Text}");
    return 0;
}

// First of all, so that no signal can end the process between the start of PostgreSQL and its stop.
using var signals = new StopSignals();
try
{
    var builder = PodiumApplication.CreateBuilder(args);
    var data = builder.AddDataFolder();
    if (args is ["--check-database"])
    {
        builder.CheckEmbeddedPostgres(data);
        return 0;
    }

    builder.AddLoopbackListeners();
    await using var database = builder.AddEmbeddedPostgres(data);
    return await StandaloneApplication.RunAsync(builder, database, signals.Token);
}
catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is StartupException or EmbeddedPostgresException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (Exception e) when (StartupFailure.Report(e))
{
    return 1;
}
