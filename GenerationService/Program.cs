using Podium.GenerationService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Hosting;

try
{
    var builder = PodiumApplication.CreateBuilder(args);
    builder.AddServiceDefaults(GenerationModule.Name);
    builder.AddGeneration();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGeneration();
    app.Run();
    return Environment.ExitCode;
}
catch (Exception e) when (StartupFailure.Report(e))
{
    return 1;
}
