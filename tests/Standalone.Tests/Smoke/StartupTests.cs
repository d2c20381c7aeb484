using System.Net;
using System.Net.Sockets;
using Podium.Standalone.Tests.EmbeddedPostgres;
using Podium.TestKit;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>A setting that cannot be used ends each host with one plain line about it, and no stack trace.</summary>
public sealed class StartupTests
{
    private const string Secret = "a-secret-of-tests-that-is-long-enough";

    [Fact]
    public async Task A_port_in_use_is_named_and_nothing_else_complains()
    {
        using var data = new DataFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var process = ProcessHost.StartProject("Standalone", new Dictionary<string, string?>
        {
            ["PODIUM_DATA"] = data.Path,
            ["PODIUM_POSTGRES_PACKAGES"] = Repository.PathTo("Standalone", "postgres"),
            ["PORT"] = $"{port}",
        });
        await Eventually.IsTrueAsync(() => process.HasExited, TimeSpan.FromSeconds(60));
        await Eventually.IsTrueAsync(() => process.Output.Contains("choose another with PORT"), TimeSpan.FromSeconds(5));
        process.ExitCode.ShouldBe(1);
        process.Output.ShouldContain($"http://127.0.0.1:{port}: address already in use");
        process.Output.ShouldNotContain("Exception");
        process.Output.ShouldNotContain("lost");
    }

    [Theory]
    [InlineData("Standalone", "Generation__TimeoutMs", "5", "Generation:TimeoutMs: The field TimeoutMs must be between 1000 and 2147483647.")]
    [InlineData("Standalone", "Generation__TimeoutMs", "soon", "Generation:TimeoutMs")]
    [InlineData("Standalone", "PODIUM_SECRET_KEY", "short", "PODIUM_SECRET_KEY must have at least 32 characters")]
    [InlineData("Standalone", "PORT", "http", "PORT is 'http'")]
    [InlineData("GenerationService", "Generation__TimeoutMs", "5", "Generation:TimeoutMs: The field TimeoutMs must be between")]
    [InlineData("Gateway", "PODIUM_SECRET_KEY", "short", "PODIUM_SECRET_KEY must have at least 32 characters")]
    public async Task A_bad_setting_is_named_in_one_line(string project, string name, string value, string sentence)
    {
        using var data = new DataFolder();
        var environment = new Dictionary<string, string?>
        {
            ["PODIUM_DATA"] = data.Path,
            ["PODIUM_SECRET_KEY"] = Secret,
            ["PORT"] = "0",
            ["ConnectionStrings__edgedb"] = "Host=127.0.0.1;Port=1",
            ["ConnectionStrings__generationdb"] = "Host=127.0.0.1;Port=1",
            ["services__generation__http__0"] = "http://127.0.0.1:1",
            [name] = value,
        };
        await using var process = ProcessHost.StartProject(project, environment);
        await Eventually.IsTrueAsync(() => process.HasExited, TimeSpan.FromSeconds(30));
        await Eventually.IsTrueAsync(() => process.Output.Contains(sentence), TimeSpan.FromSeconds(5));
        process.ExitCode.ShouldBe(1);
        process.Lines.Count.ShouldBe(1, process.Output);
    }
}
