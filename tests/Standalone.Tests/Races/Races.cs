using System.Net.Http.Json;
using System.Text.Json;

namespace Podium.Standalone.Tests.Races;

/// <summary>What a person does to have a race, by the public contract.</summary>
internal static class Races
{
    /// <summary>A car of a connection of its own, at a provider that speaks as OpenAI does.</summary>
    public static async Task<long> AddCarAsync(HttpClient client, string name, string model, string providerUrl)
    {
        var connection = await PostAsync(client, "/api/connections", new { name, type = "OPENAI_COMPAT", base_url = providerUrl, api_key = "sk-race" });
        return Id(await PostAsync(client, "/api/cars", new { name, connection_id = Id(connection), model_name = model, temperature = 0 }));
    }

    public static async Task<long> AddSuiteAsync(HttpClient client, int cases, string constraints) => Id(await PostAsync(client, "/api/suites", new
    {
        name = $"Race of {cases}",
        category = "test",
        tests = Enumerable.Range(1, cases).Select(i => new
        {
            order_index = i,
            name = $"Case {i}",
            user_prompt = $"Write page {i}.",
            expected_constraints = constraints,
        }),
    }));

    public static async Task SetAsync(HttpClient client, object setting)
    {
        using var response = await client.PutAsJsonAsync("/api/settings/providers", new { items = new[] { setting } });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    public static async Task<long> StartAsync(HttpClient client, object body) =>
        (await PostAsync(client, "/api/runs/start", body)).GetProperty("run_id").GetInt64();

    public static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static long Id(JsonElement created) => created.GetProperty("id").GetInt64();
}
