#:sdk Aspire.AppHost.Sdk@13.5.2
#:package Aspire.Hosting.PostgreSQL@13.5.2
#:package Aspire.Hosting.Redis@13.5.2
#:package Aspire.Hosting.JavaScript@13.5.2
#:project ../Gateway/Gateway.csproj
#:project ../GenerationService/GenerationService.csproj
#:project ../EvalService/EvalService.csproj
#:property UserSecretsId=podium-apphost
#:property ManagePackageVersionsCentrally=false

#pragma warning disable ASPIREPROBES001       // WithHttpProbe
#pragma warning disable ASPIRECERTIFICATES001 // WithoutHttpsCertificate: plain redis:// in development

// The distributed shape as a graph. `aspire run` in this repository starts it; it holds no logic.
var builder = DistributedApplication.CreateBuilder(args);

// Values come from user secrets, or from variables such as Parameters__postgres_password.
var secretKey = builder.AddParameter("secret-key", secret: true)
    .WithDescription("PODIUM_SECRET_KEY, shared by all processes: at least 32 characters, for example from `openssl rand -base64 32`");
var postgresUser = builder.AddParameter("postgres-user", "podium", publishValueAsDefault: true);
var postgresPassword = builder.AddParameter("postgres-password", secret: true);
var redisPassword = builder.AddParameter("redis-password", secret: true);

var postgres = builder.AddPostgres("postgres", postgresUser, postgresPassword)
    .WithDataVolume("podium-postgres-data")
    .WithLifetime(ContainerLifetime.Persistent);
var edgeDb = postgres.AddDatabase("edgedb", "edge");
var generationDb = postgres.AddDatabase("generationdb", "generation");
var evalDb = postgres.AddDatabase("evaldb", "eval");

var redis = builder.AddRedis("redis", password: redisPassword)
    .WithDataVolume("podium-redis-data")
    .WithPersistence(TimeSpan.FromSeconds(60), keysChangedThreshold: 100)
    .WithoutHttpsCertificate()
    .WithLifetime(ContainerLifetime.Persistent);

var generation = builder.AddProject<Projects.GenerationService>("generation")
    .WithHttpEndpoint(name: "http")
    .WithHttpEndpoint(name: "grpc")
    .WithReference(generationDb).WaitFor(generationDb)
    .WithReference(redis).WaitFor(redis)
    .WithReplicas(2);

var eval = builder.AddProject<Projects.EvalService>("eval")
    .WithHttpEndpoint(name: "http")
    .WithHttpEndpoint(name: "grpc")
    .WithReference(evalDb).WaitFor(evalDb)
    .WithReference(redis).WaitFor(redis)
    .WithReference(generation).WaitFor(generation)
    .WithReplicas(2);

// One plaintext port cannot serve HTTP/1.1 and gRPC: Kestrel gets a named endpoint for it, and ASPNETCORE_URLS stays without.
foreach (var service in (IResourceBuilder<ProjectResource>[])[generation, eval])
{
    var grpc = service.GetEndpoint("grpc");
    service.WithEndpointsInEnvironment(endpoint => endpoint.Name != "grpc")
        .WithEnvironment("Kestrel__Endpoints__grpc__Url", ReferenceExpression.Create($"http://*:{grpc.Property(EndpointProperty.TargetPort)}"));
}

var web = builder.AddViteApp("web", "../Web")
    .WithNpm(installCommand: "ci");

var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithHttpEndpoint(name: "http")
    .WithEndpoint("http", endpoint => endpoint.IsExternal = true)
    .WithReference(edgeDb).WaitFor(edgeDb)
    .WithReference(redis).WaitFor(redis)
    .WithReference(generation).WaitFor(generation)
    .WithReference(eval).WaitFor(eval)
    .PublishWithContainerFiles(web, "wwwroot");

foreach (var service in (IResourceBuilder<ProjectResource>[])[generation, eval, gateway])
{
    // A probe is also a health check, so WaitFor waits for it. Without a name the https endpoint would win.
    service.WithEnvironment("PODIUM_SECRET_KEY", secretKey)
        .WithHttpProbe(ProbeType.Readiness, "/health", endpointName: "http")
        .WithHttpProbe(ProbeType.Liveness, "/alive", endpointName: "http");
}

if (builder.ExecutionContext.IsRunMode)
{
    // The development server of the site sends /api to the gateway.
    web.WithReference(gateway).WaitFor(gateway);
}

builder.Build().Run();
