using Podium.Gateway;
using Podium.Gateway.Proxy;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Hosting;

try
{
    var builder = PodiumApplication.CreateBuilder(args);
    builder.AddServiceDefaults("gateway");
    builder.AddEdge();
    builder.AddProxy();

    var app = builder.Build();
    app.UseEdge();
    app.MapDefaultEndpoints();
    app.MapEdge();
    app.MapProxy();
    app.Run();
    return Environment.ExitCode;
}
catch (Exception e) when (StartupFailure.Report(e))
{
    return 1;
}
