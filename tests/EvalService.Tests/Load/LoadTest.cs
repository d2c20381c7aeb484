using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.EvalService.Tests.Runs;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

/// <summary>A replica on a fresh database that loads cars whose answers the test scripts.</summary>
public abstract class LoadTest(PostgresFixture postgres) : EvalTest(postgres)
{
    private protected async Task<long> StartAsync(object body)
    {
        using var response = await Host.Client.PostAsJsonAsync("/api/loads", body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("load_id").GetInt64();
    }

    /// <summary>Starts a load, follows it to its end, and returns what came of it.</summary>
    private protected async Task<(JsonElement Detail, IReadOnlyList<StreamedEvent> Events)> RunAsync(object body)
    {
        var id = await StartAsync(body);
        var events = await StreamAsync(id);
        return (await Host.GetAsync($"/api/loads/{id}"), events);
    }

    private protected Task<IReadOnlyList<StreamedEvent>> StreamAsync(long id, long after = 0) =>
        EventStream.ReadAllAsync(Host.Client, new HttpRequestMessage(HttpMethod.Get, $"/api/loads/{id}/stream?after_seq={after}"), TimeSpan.FromSeconds(60));

    private protected Task UntilAsync(long id, string status) => Eventually.IsTrueAsync(async () => await StatusAsync(id) == status, because: $"load {id} is not {status}");

    private protected async Task<string> StatusAsync(long id) => (await Host.GetAsync($"/api/loads/{id}")).GetProperty("load").GetProperty("status").GetString()!;

    private protected static string StatusOf(JsonElement detail) => detail.GetProperty("load").GetProperty("status").GetString()!;

    private protected static JsonElement StageOf(JsonElement detail, int index = 0) => detail.GetProperty("stages")[index];

    private protected static int Number(JsonElement from, string name) => from.GetProperty(name).GetInt32();
}
