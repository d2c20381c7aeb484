using Podium.Gateway;
using Podium.Gateway.Proxy;
using Podium.ServiceDefaults;

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
