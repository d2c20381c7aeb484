using System.Net.Http.Json;
using System.Text.Json;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit;

namespace Podium.E2E.Tests.Race;

/// <summary>Suites, cars and runs that are there before the browser comes.</summary>
internal static class RaceApi
{
    private static readonly string[] _over = ["COMPLETED", "FAILED", "CANCELLED"];

    public static async Task<JsonElement> SendAsync(this PodiumSite site, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await site.Api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task<long> IdOfSuiteAsync(this PodiumSite site, string name) =>
        await site.IdOfAsync("/api/suites?tests=none", name);

    public static async Task<long> IdOfCarAsync(this PodiumSite site, string name) => await site.IdOfAsync("/api/cars", name);

    public static async Task<long> MakeSuiteAsync(this PodiumSite site, string name, params IEnumerable<object> tests)
    {
        var suite = await site.SendAsync(HttpMethod.Post, "/api/suites", new
        {
            name,
            category = "e2e",
            description = (string?)null,
            tests = tests.Select((test, i) => Numbered(test, i + 1)).ToArray(),
        });
        return suite.GetProperty("id").GetInt64();
    }

    /// <summary>One car per model, each named as its model, on a connection to the fake provider; those that are there already are taken as they are.</summary>
    public static async Task<IReadOnlyList<long>> MakeCarsAsync(this PodiumSite site, string connection, params IReadOnlyList<string> models)
    {
        var known = (await site.SendAsync(HttpMethod.Get, "/api/cars")).EnumerateArray().ToDictionary(car => car.GetProperty("name").GetString()!, car => car.GetProperty("id").GetInt64());
        if (models.All(known.ContainsKey))
        {
            return [.. models.Select(model => known[model])];
        }

        var made = await site.SendAsync(HttpMethod.Post, "/api/connections", new
        {
            name = connection,
            type = "OPENAI_COMPAT",
            base_url = site.Provider.BaseUrl,
            api_key = "sk-e2e",
        });
        var cars = new List<long>();
        foreach (var model in models)
        {
            cars.Add(await site.MakeCarAsync(made.GetProperty("id").GetInt64(), model, model));
        }

        return cars;
    }

    public static async Task<long> MakeCarAsync(this PodiumSite site, long connection, string name, string model) =>
        (await site.SendAsync(HttpMethod.Post, "/api/cars", new { name, connection_id = connection, model_name = model })).GetProperty("id").GetInt64();

    public static async Task<long> StartRunAsync(this PodiumSite site, object request) =>
        (await site.SendAsync(HttpMethod.Post, "/api/runs/start", request)).GetProperty("run_id").GetInt64();

    public static async Task<string> RunIsOverAsync(this PodiumSite site, long run, int seconds = 60)
    {
        var status = "";
        await Eventually.IsTrueAsync(
            async () =>
            {
                var detail = await site.SendAsync(HttpMethod.Get, $"/api/runs/{run}?items=none");
                status = detail.GetProperty("run").GetProperty("status").GetString()!;
                return _over.Contains(status);
            },
            TimeSpan.FromSeconds(seconds));
        return status;
    }

    public static async Task<long> RaceAsync(this PodiumSite site, object request, int seconds = 60)
    {
        var run = await site.StartRunAsync(request);
        await site.RunIsOverAsync(run, seconds);
        return run;
    }

    /// <summary>Lets connections of a type have so many requests on their way.</summary>
    public static Task<JsonElement> LetThroughAsync(this PodiumSite site, string type, int inFlight) =>
        site.SendAsync(HttpMethod.Put, "/api/settings/providers", new { items = new[] { new { provider_type = type, max_in_flight = inFlight } } });

    private static async Task<long> IdOfAsync(this PodiumSite site, string list, string name)
    {
        var all = await site.SendAsync(HttpMethod.Get, list);
        return all.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).GetProperty("id").GetInt64();
    }

    private static JsonElement Numbered(object test, int number)
    {
        var members = JsonSerializer.SerializeToElement(test).EnumerateObject().ToDictionary(m => m.Name, m => m.Value);
        members["order_index"] = JsonSerializer.SerializeToElement(number);
        return JsonSerializer.SerializeToElement(members);
    }
}
