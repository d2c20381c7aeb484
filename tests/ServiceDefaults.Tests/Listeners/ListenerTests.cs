using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Podium.ServiceDefaults.Listeners;

namespace Podium.ServiceDefaults.Tests.Listeners;

public class ListenerTests
{
    private static Task<TestApp> StartAsync(params (string, string?)[] settings) => TestApp.StartAsync(
        app => app.MapPost("/podium.Test/Call", () => "called").AllowAnonymous(),
        settings: [("Kestrel:Endpoints:grpc:Url", "http://127.0.0.1:0"), .. settings]);

    [Fact]
    public async Task Each_protocol_is_served_on_its_own_listener_only()
    {
        await using var app = await StartAsync();
        var addresses = app.Services.GetRequiredService<ListenerAddresses>();
        var (http, grpc) = (addresses.Http.Single(), addresses.Grpc!);
        grpc.Port.ShouldNotBe(http.Port);

        (await StatusAsync(http, HttpVersion.Version11, "/podium.Test/Call", "application/grpc")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(grpc, HttpVersion.Version20, "/podium.Test/Call", "application/grpc")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(grpc, HttpVersion.Version20, "/podium.Test/Call", "application/json")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(http, HttpVersion.Version11, "/podium.Test/Call", "application/json")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_listener_may_have_a_certificate()
    {
        var pem = Path.Combine(Directory.CreateTempSubdirectory("podium-test-").FullName, "localhost.pem");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        }

        await using var app = await TestApp.StartAsync(settings:
        [
            ("Kestrel:Endpoints:http:Url", "https://127.0.0.1:0"), ("Kestrel:Endpoints:http:Certificate:Path", pem), ("Kestrel:Endpoints:http:Certificate:KeyPath", pem),
        ]);
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Subject == "CN=localhost" });
        var port = app.Services.GetRequiredService<ListenerAddresses>().Http.Single().Port;
        (await client.GetAsync($"https://127.0.0.1:{port}/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Delete(Path.GetDirectoryName(pem)!, recursive: true);
    }

    [Fact]
    public async Task Without_a_grpc_address_there_is_no_such_listener()
    {
        await using var app = await TestApp.StartAsync();
        app.Services.GetRequiredService<ListenerAddresses>().Grpc.ShouldBeNull();
    }

    [Fact]
    public async Task The_usual_address_variable_still_counts_next_to_a_grpc_address()
    {
        await using var app = await TestApp.StartAsync(settings:
        [
            ("Kestrel:Endpoints:http:Url", null), ("urls", "http://127.0.0.1:0"), ("Kestrel:Endpoints:grpc:Url", "http://127.0.0.1:0"),
        ]);
        (await app.Client.GetStringAsync("/alive")).ShouldBe("Healthy");
        app.Logs.Entries.ShouldNotContain(entry => entry.Message.Contains("Overriding address"));
    }

    [Fact]
    public async Task A_bomb_of_headers_is_431()
    {
        await using var app = await TestApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/alive");
        for (var i = 0; i < 50; i++)
        {
            request.Headers.Add($"X-Filler-{i}", new string('x', 1024));
        }

        using var response = await app.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://[::1]:0", true)]
    [InlineData("http://0.0.0.0:0", false)]
    [InlineData("http://*:0", false)]
    public async Task The_host_knows_whether_only_this_machine_can_reach_it(string url, bool loopback)
    {
        await using var app = await TestApp.StartAsync(settings: ("Kestrel:Endpoints:http:Url", url));
        app.Services.GetRequiredService<ListenerAddresses>().HttpIsLoopbackOnly.ShouldBe(loopback);
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri address, Version version, string path, string contentType)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([]) { Headers = { ContentType = new(contentType) } },
        };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
