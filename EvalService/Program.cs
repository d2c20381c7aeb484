using Podium.EvalService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Hosting;

try
{
    var builder = PodiumApplication.CreateBuilder(args);
    builder.AddServiceDefaults(EvalModule.Name);
    builder.AddEval();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapEval();
    app.Run();
    return Environment.ExitCode;
}
catch (Exception e) when (StartupFailure.Report(e))
{
    return 1;
}
