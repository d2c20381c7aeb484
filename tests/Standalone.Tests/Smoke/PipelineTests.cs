using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>The script of docs/ci.md, run as a pipeline would.</summary>
public sealed class PipelineTests(StandaloneShape podium) : IClassFixture<StandaloneShape>
{
    private readonly HttpClient _client = podium.Client;

    [Fact]
    public async Task The_script_for_pipelines_passes_what_is_as_good_fails_what_is_not_comparable_and_wants_a_baseline()
    {
        var cars = await _client.GetJsonAsync("/api/cars");
        var car = cars.EnumerateArray().First(c => c.GetProperty("model_name").GetString() == "podium-sprinter").GetProperty("id").GetInt64();
        var suite = (await PostAsync("/api/suites", Suite("Pipeline", "Is 2 + 2 four? Answer yes or no."))).GetProperty("id").GetInt64();
        using var folder = new TemporaryFolder();

        var (first, _, error) = await RunAsync(folder.Path, suite, car);
        first.ShouldBe(22, "no run is pinned yet");
        error.ShouldContain("404");

        var baseline = (await _client.GetJsonAsync($"/api/runs?suite_id={suite}&items=none"))[0].GetProperty("id").GetInt64();
        (await _client.PatchAsJsonAsync($"/api/runs/{baseline}", new { is_baseline = true })).EnsureSuccessStatusCode();
        var (second, output, _) = await RunAsync(folder.Path, suite, car);
        second.ShouldBe(0, output);
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "junit.xml"))).ShouldContain("<testsuite ");
        (await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.md"))).ShouldStartWith("# Pipeline v1");

        (await _client.PutAsJsonAsync($"/api/suites/{suite}", Suite("Pipeline", "Is 2 + 2 five? Answer yes or no."))).EnsureSuccessStatusCode();
        var (third, said, _) = await RunAsync(folder.Path, suite, car, ("BASELINE", $"{baseline}"));
        third.ShouldBe(1, "another version asks other questions");
        said.ShouldContain("ran version 2 of Pipeline");
    }

    private static object Suite(string name, string prompt) => new
    {
        name,
        category = "ci",
        tests = Enumerable.Range(1, 6).Select(i => new { order_index = i, name = $"Case {i}", user_prompt = prompt, expected_constraints = "icontains:yes" }),
    };

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, long suite, long car, params (string Name, string Value)[] more)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", ["-s"])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [("PODIUM", _client.BaseAddress!.ToString().TrimEnd('/')), ("SUITE", $"{suite}"), ("CARS", $"{car}"), ("NO_PROXY", "*"), .. more])
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(await ScriptAsync());
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>The first block of the document.</summary>
    private static async Task<string> ScriptAsync()
    {
        const string Fence = "```bash\n";
        var document = await File.ReadAllTextAsync(Repository.PathTo("docs", "ci.md"));
        var start = document.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return document[start..document.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("podium-pipeline-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
