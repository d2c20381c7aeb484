using System.Net;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>As a container runs it: on every interface, on the port of a Space.</summary>
public sealed class ContainerTests : IAsyncLifetime
{
    private readonly EmbeddedPostgres.DataFolder _data = new();
    private ProcessHost? _process;

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task MustHave_23_It_listens_on_every_interface_when_asked_and_then_has_no_local_owner()
    {
        var port = FreePort.Next();
        _process = ProcessHost.StartProject("Standalone", new Dictionary<string, string?>
        {
            ["Kestrel__Endpoints__http__Url"] = $"http://0.0.0.0:{port}",
            ["PODIUM_DATA"] = _data.Path,
            ["PODIUM_POSTGRES_PACKAGES"] = Repository.PathTo("Standalone", "postgres"),
        });
        await _process.LineAsync(line => line.Contains("Podium is ready", StringComparison.Ordinal) ? line : null);

        // 127.0.0.2 is answered only by a listener on more than 127.0.0.1.
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.2:{port}") };

        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetJsonAsync("/api/auth/me")).GetProperty("user").ValueKind.ShouldBe(JsonValueKind.Null);
        (await client.GetAsync("/api/generate")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _data.Dispose();
    }
}
