using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Podium.EvalService;
using Podium.Gateway;
using Podium.GenerationService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Listeners;
using Podium.Standalone.EmbeddedPostgres;

namespace Podium.Standalone;

/// <summary>The edge and every module in one process.</summary>
internal static class StandaloneApplication
{
    public static async Task<int> RunAsync(WebApplicationBuilder builder, EmbeddedDatabase database, CancellationToken stop)
    {
        var started = database.StartAsync(stop);
        var address = builder.Configuration.GetConnectionString("edgedb")!;
        var connected = Task.Run(() => ConnectOnceAsync(started, address, stop), CancellationToken.None);
        await using var app = Build(builder);
        await started;
        try
        {
            await StartAsync(app, stop);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException($"{e.Message.TrimEnd('.')}. Stop what uses the port, or choose another with PORT.", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"Podium cannot listen on {app.Configuration["Kestrel:Endpoints:http:Url"]}: {e.Message}. Choose another port with PORT.", e);
        }

        await connected;
        Console.WriteLine($"Podium is ready: {BrowserAddress(app.Services.GetRequiredService<ListenerAddresses>())}");
        await using var registration = stop.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return Environment.ExitCode;
    }

    /// <summary>What did start before the failure stops while there is still a database, in silence.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        // A service that cannot be made is told as such: a host that has none yet cannot be stopped.
        _ = app.Services.GetServices<IHostedService>();
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            try
            {
                await app.StopAsync(CancellationToken.None);
            }
            catch (ArgumentNullException)
            {
                // A host whose services could not even be made has none to stop, and its complaint about that would hide why.
            }

            throw;
        }
    }

    /// <summary>
    /// The first connection of a process takes far longer than the next, as its code is compiled on the way. So it is made while
    /// the host is put together; whatever is wrong with the address, the migrations find out too, and say so.
    /// </summary>
    private static async Task ConnectOnceAsync(Task started, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await started;
            await using var database = NpgsqlDataSource.Create(connectionString);
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or EmbeddedPostgresException or ArgumentException)
        {
            // Said by whoever needs the connection.
        }
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults("standalone");
        builder.AddEdge();
        builder.AddGeneration();
        builder.AddEval();

        var app = builder.Build();
        app.UseEdge();
        app.MapDefaultEndpoints();
        app.MapEdge();
        app.MapGeneration();
        app.MapEval();
        return app;
    }

    /// <summary>What to type into a browser: the name where loopback is all there is, since it is listened to in IPv4 and IPv6.</summary>
    private static string BrowserAddress(ListenerAddresses listeners)
    {
        var address = listeners.Http.First();
        return address.IsLoopback ? $"http://localhost:{address.Port}" : address.ToString().TrimEnd('/');
    }
}
