using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Measure;

/// <summary>Prepares and runs races by Podium's own API, as any client does.</summary>
internal sealed class RaceClient(Uri address) : IDisposable
{
    public const string HeadToHead = "head_to_head";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    private int _names;

    public HttpClient Http => _http;

    /// <summary>A connection to the mock; the number of requests in flight holds for all connections of its type.</summary>
    public async Task<long> AddConnectionAsync(Uri upstream)
    {
        var created = await PostAsync("/api/connections", new { name = Name("Mock"), type = "OPENAI_COMPAT", base_url = new Uri(upstream, "/v1"), api_key = "sk-bench" });
        return created.GetProperty("id").GetInt64();
    }

    public async Task LimitAsync(int inFlight)
    {
        var setting = new { provider_type = "OPENAI_COMPAT", max_in_flight = inFlight, timeout_ms = 600_000, retry_count = 0, retry_backoff_ms = 0 };
        using var response = await _http.PutAsJsonAsync("/api/settings/providers", new { items = new[] { setting } });
        await Requests.EnsureSuccessAsync(response);
    }

    public async Task<long> AddCarAsync(long connection, MockSchedule schedule)
    {
        var created = await PostAsync("/api/cars", new { name = Name("Car"), connection_id = connection, model_name = schedule.Model });
        return created.GetProperty("id").GetInt64();
    }

    /// <summary>A suite from a promptfoo config.</summary>
    public async Task<long> ImportAsync(string config, int tests)
    {
        var imported = await PostAsync("/api/suites/import", new { content = config, file_name = "promptfooconfig.json", name = Name("Suite"), category = "benchmark" });
        return imported.GetProperty("tests_total").GetInt32() == tests
            ? imported.GetProperty("suite").GetProperty("id").GetInt64()
            : throw new InvalidOperationException($"{imported.GetProperty("tests_total")} of {tests} tests were imported: {imported.GetProperty("warnings")}");
    }

    public Task<long> AddSuiteAsync(int tests) => ImportAsync(PromptfooFile.Of(tests, []), tests);

    public async Task<long> StartAsync(long suite, IEnumerable<long> cars)
    {
        var started = await PostAsync("/api/runs/start", new { suite_id = suite, car_ids = cars, mode = HeadToHead });
        return started.GetProperty("run_id").GetInt64();
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>The time from the request that starts it to the end of its event stream, of which nothing but the end is read.</returns>
    public async Task<(long Run, TimeSpan Took)> RunAsync(long suite, params long[] cars)
    {
        var started = Stopwatch.GetTimestamp();
        var run = await StartAsync(suite, cars);
        await WaitAsync(run);
        var took = Stopwatch.GetElapsedTime(started);
        var status = (await GetAsync($"/api/runs/{run}?items=none")).GetProperty("run").GetProperty("status").GetString();
        return status == "COMPLETED" ? (run, took) : throw new InvalidOperationException($"Run {run} is {status}.");
    }

    public async Task WaitAsync(long run)
    {
        using var response = await _http.GetAsync($"/api/runs/{run}/stream?after_seq={long.MaxValue / 2}", HttpCompletionOption.ResponseHeadersRead);
        await Requests.EnsureSuccessAsync(response);
        await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        await Requests.EnsureSuccessAsync(response);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Time to the answer's head, time to its end, and its size.</summary>
    public async Task<(double FirstMs, double AllMs, int Bytes)> ReadAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        var first = Stopwatch.GetElapsedTime(started);
        await Requests.EnsureSuccessAsync(response);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return (first.TotalMilliseconds, Stopwatch.GetElapsedTime(started).TotalMilliseconds, bytes.Length);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(path, content);
        await Requests.EnsureSuccessAsync(response);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private string Name(string what) => $"{what} {Environment.ProcessId} {Interlocked.Increment(ref _names)}";
}
