using Podium.GenerationService;
using Podium.ServiceDefaults;

var builder = PodiumApplication.CreateBuilder(args);
builder.AddServiceDefaults(GenerationModule.Name);
builder.AddGeneration();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGeneration();
app.Run();
