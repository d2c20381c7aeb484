using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Tests.Artifacts;
using Podium.GenerationService.Thumbnails;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Thumbnails;

/// <summary>Pictures by a real Chromium: where the machine has none, these tests say so instead of passing.</summary>
public sealed class ThumbnailTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Of this process: other hosts of the machine may be rendering, or have been killed while they did.
    private static readonly string Folders = $"podium-page-{Environment.ProcessId}-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [ChromiumFact]
    public async Task A_new_artifact_gets_a_picture_that_browsers_keep()
    {
        await using var host = await StartAsync();
        using var client = host.Client(ArtifactsHost.Bob);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(html: Red), default);

        var response = await PictureAsync(client, saved.Id);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        var image = await response.Content.ReadAsByteArrayAsync();
        WebP.SizeOf(image).ShouldBe((640, 400));
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/artifacts/{saved.Id}/thumbnail");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        (await client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [ChromiumFact]
    public async Task While_a_picture_is_being_made_the_client_is_told_to_come_back()
    {
        await using var host = await StartAsync();
        using var client = host.Client(ArtifactsHost.Bob);
        await Eventually.IsTrueAsync(() => Task.FromResult(host.Get<ThumbnailAvailability>().Rendering), Patience);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(html: Red), default);

        var response = await client.GetAsync($"/api/artifacts/{saved.Id}/thumbnail");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.RetryAfter.ShouldNotBeNull();
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString().ShouldBe("thumbnail.pending");
    }

    [ChromiumFact]
    public async Task The_address_of_a_picture_is_named_once_there_is_one()
    {
        await using var host = await StartAsync();
        using var client = host.Client(ArtifactsHost.Bob);
        await Eventually.IsTrueAsync(() => Task.FromResult(host.Get<ThumbnailAvailability>().Rendering), Patience);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(html: Red), default);
        (await AddressAsync(client, saved.Id)).ShouldBeNull();

        await PictureAsync(client, saved.Id);

        (await AddressAsync(client, saved.Id)).ShouldBe($"/api/artifacts/{saved.Id}/thumbnail");
        var found = JsonElement.Parse(await client.GetStringAsync("/api/artifacts/search")).GetProperty("items")[0];
        found.GetProperty("thumbnailUrl").GetString().ShouldBe($"/api/artifacts/{saved.Id}/thumbnail");
    }

    [ChromiumFact]
    public async Task Without_a_sandbox_pages_are_pictured_without_their_scripts()
    {
        using var folder = new Unsandboxed();
        await using var host = await StartAsync(chromium: folder.Chromium);
        using var client = host.Client(ArtifactsHost.Bob);
        var green = "<style>body{background:#0c0}</style><h1>Plain</h1>";
        var plain = await host.Store.SaveAsync(SampleArtifacts.Generated(html: SampleArtifacts.Page("Page", green)), default);
        var scripted = await host.Store.SaveAsync(
            SampleArtifacts.Generated(html: SampleArtifacts.Page("Page", green + "<script>document.body.style.background='#c00'</script>")), default);

        (await BytesAsync(client, scripted.Id)).ShouldBe(await BytesAsync(client, plain.Id));
    }

    [Fact]
    public async Task A_machine_without_a_browser_names_no_pictures_and_keeps_nobody_waiting()
    {
        await using var host = await StartAsync(chromium: "/nowhere/chromium");
        using var client = host.Client(ArtifactsHost.Bob);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(), default);
        using var response = await client.GetAsync($"/api/artifacts/{saved.Id}/thumbnail");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.RetryAfter.ShouldBeNull();
        (await AddressAsync(client, saved.Id)).ShouldBeNull();
    }

    [ChromiumFact]
    public async Task A_page_that_never_ends_is_killed_and_recorded_and_holds_up_nobody()
    {
        await using var host = await StartAsync(timeoutSeconds: 4);
        using var client = host.Client(ArtifactsHost.Bob);
        var endless = await host.Store.SaveAsync(
            SampleArtifacts.Generated("a/endless", SampleArtifacts.Page("x", "<script>while (true) { document.title += 'x'.repeat(1e5) }</script>")), default);
        var next = await host.Store.SaveAsync(SampleArtifacts.Generated("a/next", Red), default);

        (await PictureAsync(client, next.Id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => await StateAsync(host, endless.Id) is ("ready", _) or ("failed", 2), Patience);
        await Eventually.IsTrueAsync(() => Task.FromResult(Leftovers() == 0), Patience);
    }

    [ChromiumFact]
    public async Task A_page_that_tries_the_network_reaches_nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connected = listener.AcceptTcpClientAsync();
        var address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var html = SampleArtifacts.Page("x", $$"""
            <link rel="stylesheet" href="http://{{address}}/a.css"><img src="http://{{address}}/b.png"><img src="//localhost:{{address.Split(':')[1]}}/c.png">
            <iframe src="http://{{address}}/d.html"></iframe><video src="http://{{address}}/e.mp4" autoplay></video>
            <link rel="prefetch" href="http://{{address}}/f"><link rel="preconnect" href="http://{{address}}"><style>@import url("http://{{address}}/g.css");</style>
            <script src="http://{{address}}/h.js"></script>
            <script>
              const url = 'http://{{address}}/';
              const tries = [
                () => fetch(url + 'i'), () => navigator.sendBeacon(url + 'j', 'x'), () => new WebSocket('ws://{{address}}/k'), () => new EventSource(url + 'l'),
                () => { const x = new XMLHttpRequest(); x.open('GET', url + 'm'); x.send() }, () => { new Image().src = url + 'n' },
                () => { const w = new Worker(URL.createObjectURL(new Blob([`fetch('${url}o')`]))) }, () => import(url + 'p.js'),
                () => { const f = document.createElement('form'); f.action = url + 'q'; document.body.append(f); f.submit() }, () => open(url + 'r'),
                () => { const p = new RTCPeerConnection({ iceServers: [{ urls: 'turn:{{address}}?transport=tcp', username: 'u', credential: 'c' }] });
                        p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)) },
                () => { top.location = url + 's' }, () => { location = url + 't' },
              ];
              for (const attempt of tries) { try { Promise.resolve(attempt()).catch(() => {}) } catch {} }
            </script>
            """);
        await using var host = await StartAsync(timeoutSeconds: 10);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(html: html), default);

        await Eventually.IsTrueAsync(async () => await StateAsync(host, saved.Id) is ("ready" or "failed", _), Patience);

        connected.IsCompleted.ShouldBeFalse("the page reached the listener");
    }

    [ChromiumFact]
    public async Task A_page_cannot_show_files_of_this_machine()
    {
        var secret = Path.Combine(Path.GetTempPath(), $"podium-test-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(secret, "<body style='margin:0;background:#00ff00;height:2000px'>");
        try
        {
            // Where a file is shown, it covers the picture; where it is not, a file that is there and one that is not look the same.
            string[] ways =
            [
                "<iframe src='FILE'></iframe>",
                "<object data='FILE' width=1000 height=700></object>",
                "<iframe id=f></iframe><script>f.src = 'FILE'</script>",
                "<script>location = 'FILE'</script>",
                "<script>fetch('FILE').then(r => r.text()).then(t => { document.body.innerHTML = t; document.body.style.background = '#0f0' })</script>",
            ];
            await using var host = await StartAsync();
            using var client = host.Client(ArtifactsHost.Bob);
            foreach (var way in ways)
            {
                var page = SampleArtifacts.Page("x", $"<style>iframe{{border:0;width:1000px;height:700px}}</style>{way}");
                var there = await host.Store.SaveAsync(SampleArtifacts.Generated(html: page.Replace("FILE", "file://" + secret)), default);
                var missing = await host.Store.SaveAsync(SampleArtifacts.Generated(html: page.Replace("FILE", "file:///tmp/podium-test-none.html")), default);

                (await BytesAsync(client, there.Id)).ShouldBe(await BytesAsync(client, missing.Id), way);
            }
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [ChromiumFact]
    public async Task Nothing_is_left_behind()
    {
        await using (var host = await StartAsync())
        {
            using var client = host.Client(ArtifactsHost.Bob);
            var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(html: Red), default);
            await PictureAsync(client, saved.Id);
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Leftovers() == 0 && Directory.GetDirectories(Path.GetTempPath(), Folders + "*").Length == 0), Patience);
    }

    [Fact]
    public async Task A_configured_browser_that_does_not_work_leaves_pictures_out_and_everything_else_running()
    {
        await using var host = await StartAsync(chromium: "/bin/false");
        using var client = host.Client(ArtifactsHost.Bob);
        var saved = await host.Store.SaveAsync(SampleArtifacts.Generated(), default);
        (await client.GetAsync($"/api/artifacts/{saved.Id}/html")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => (await client.GetAsync($"/api/artifacts/{saved.Id}/thumbnail")).Headers.RetryAfter is null, Patience);
    }

    [Fact]
    public async Task No_browser_is_started_before_a_page_waits()
    {
        var folder = Directory.CreateTempSubdirectory("podium-test-");
        var started = Path.Combine(folder.FullName, "started");
        var browser = Path.Combine(folder.FullName, "chromium");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\n: > '{started}'\nexit 1\n");
        using (var open = Process.Start("chmod", ["-R", "a+rwx", folder.FullName]))
        {
            await open.WaitForExitAsync();
        }

        var database = await postgres.CreateDatabaseAsync();
        await using (var first = await ArtifactsHost.StartAsync(database))
        {
            await using var connection = await first.Database.OpenConnectionAsync();
            await connection.ExecuteAsync("update generation.thumbnails set state = 'failed', failure = 'not wanted'");
        }

        await using var host = await StartAsync(chromium: browser, database: database);
        await Should.ThrowAsync<TimeoutException>(() => Eventually.IsTrueAsync(() => Task.FromResult(File.Exists(started)), TimeSpan.FromSeconds(2)));
        await host.Store.SaveAsync(SampleArtifacts.Generated(html: Red), default);
        await Eventually.IsTrueAsync(() => Task.FromResult(File.Exists(started)), Patience);
        folder.Delete(recursive: true);
    }

    private static string Red => SampleArtifacts.Page("Red", "<style>body{background:#c00;color:#fff;font-size:80px}</style><h1>Red</h1>");

    private async Task<ArtifactsHost> StartAsync(int timeoutSeconds = 20, string chromium = "", string? database = null) => await ArtifactsHost.StartAsync(
        database ?? await postgres.CreateDatabaseAsync(),
        builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Generation:Thumbnails:Enabled"] = "true",
            ["Generation:Thumbnails:TimeoutSeconds"] = $"{timeoutSeconds}",
            ["Generation:Thumbnails:ChromiumPath"] = chromium,
            ["Generation:Thumbnails:PollSeconds"] = "1",
        }));

    private static async Task<HttpResponseMessage> PictureAsync(HttpClient client, Guid id)
    {
        HttpResponseMessage? response = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                response = await client.GetAsync($"/api/artifacts/{id}/thumbnail");
                return response.StatusCode == HttpStatusCode.OK;
            },
            Patience);
        return response!;
    }

    private static async Task<string?> AddressAsync(HttpClient client, Guid id) =>
        JsonElement.Parse(await client.GetStringAsync($"/api/artifacts/{id}")).GetProperty("thumbnailUrl").GetString();

    private static async Task<byte[]> BytesAsync(HttpClient client, Guid id) => await (await PictureAsync(client, id)).Content.ReadAsByteArrayAsync();

    private static async Task<(string State, int Attempts)> StateAsync(ArtifactsHost host, Guid id)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(string, int)>(
            "select t.state, t.attempts from generation.thumbnails t join generation.artifacts a on a.page_sha256 = t.page_sha256 where a.id = @id", new { id });
    }

    /// <summary>A Chromium as on a machine whose kernel gives it no sandbox: it ends at once unless told to do without.</summary>
    private sealed class Unsandboxed : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podium-test-");

        public Unsandboxed()
        {
            Chromium = Path.Combine(_folder.FullName, "chromium");
            File.WriteAllText(Chromium, $"""
                #!/bin/sh
                case "$*" in *--no-sandbox*) exec {Programs.FindChromium("")} "$@" ;; esac
                echo 'No usable sandbox!' >&2
                exit 1
                """);
            const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(Chromium, Everyone);
            File.SetUnixFileMode(_folder.FullName, Everyone | UnixFileMode.UserWrite);
        }

        public string Chromium { get; }

        public void Dispose() => _folder.Delete(recursive: true);
    }

    // Browsers of these tests are known by the folder their profile is in.
    private static int Leftovers() => Process.GetProcesses().Count(process => CommandLine(process.Id).Contains(Folders, StringComparison.Ordinal));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
