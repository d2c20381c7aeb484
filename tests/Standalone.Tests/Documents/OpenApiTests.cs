using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Podium.ServiceDefaults;
using Podium.TestKit;

namespace Podium.Standalone.Tests.Documents;

/// <summary>
/// The documents under <c>docs/openapi</c> are what the hosts serve, so that the site's types can be made from them without a server and a change of the
/// contract shows in a review. <c>PODIUM_UPDATE=1 dotnet test tests/Standalone.Tests --filter OpenApiTests</c> rewrites them.
/// </summary>
public sealed class OpenApiTests
{
    [Theory]
    [InlineData("edge")]
    [InlineData("generation")]
    [InlineData("eval")]
    public async Task A_committed_document_is_the_one_that_is_served(string module)
    {
        await using var app = Build();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(module).GetOpenApiDocumentAsync();
        var served = (await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).ReplaceLineEndings("\n") + "\n";
        var path = Repository.PathTo("docs", "openapi", $"{module}.json");
        if (Environment.GetEnvironmentVariable("PODIUM_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, served);
        }

        File.Exists(path).ShouldBeTrue($"{path} is missing: run this test with PODIUM_UPDATE=1");
        served.ShouldBe(await File.ReadAllTextAsync(path), $"{path} is stale: run this test with PODIUM_UPDATE=1, then npm --prefix Web run generate");
    }

    // Never started, so without a database; UseEndpoints is what shows the endpoints to whoever describes them.
    private static WebApplication Build()
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration["PODIUM_SECRET_KEY"] = new string('k', 40);
        builder.Configuration["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0";
        builder.Configuration["Kestrel:Endpoints:grpc:Url"] = "http://127.0.0.1:0";
        builder.Configuration["ConnectionStrings:edgedb"] = "Host=127.0.0.1;Database=never_opened";
        builder.Configuration["ConnectionStrings:generationdb"] = "Host=127.0.0.1;Database=never_opened";
        builder.Configuration["ConnectionStrings:evaldb"] = "Host=127.0.0.1;Database=never_opened";
        var app = StandaloneApplication.Build(builder);
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return app;
    }
}
