using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.EvalService.Tests.Runs;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

public sealed class LoadsApiTests(PostgresFixture postgres) : LoadTest(postgres)
{
    [Theory]
    [InlineData("""{"prompt":"x","levels":[1]}""", 422, "car_ids")]
    [InlineData("""{"car_ids":[],"prompt":"x","levels":[1]}""", 422, "car_ids")]
    [InlineData("""{"car_ids":[1,1],"prompt":"x","levels":[1]}""", 422, "car_ids")]
    [InlineData("""{"car_ids":[1,2,3,4,5,6,7,8,9],"prompt":"x","levels":[1]}""", 422, "car_ids")]
    [InlineData("""{"car_ids":[1],"levels":[1]}""", 422, "prompt")]
    [InlineData("""{"car_ids":[1],"prompt":"x","suite_id":1,"levels":[1]}""", 422, "prompt")]
    [InlineData("""{"car_ids":[1],"prompt":"x"}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":"8"}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[0]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1.5]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1e300],"arrivals":"poisson"}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1,2]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","shape":"sweep","levels":[4,2]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","shape":"ramp","arrivals":"constant","growth":"exponential","levels":[0,2]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","shape":"ramp","arrivals":"constant","levels":[0,0]}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1000],"arrivals":"constant","seconds":1000}""", 422, "levels")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"seconds":0}""", 422, "seconds")]
    [InlineData("""{"car_ids":[1,2],"prompt":"x","levels":[1],"seconds":7000}""", 422, "seconds")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"shape":"square"}""", 422, "shape")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"slos":{"ttft_ms":-1}}""", 422, "slos.ttft_ms")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"slos":7}""", 422, "slos")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"unique_prompts":"no"}""", 422, "unique_prompts")]
    [InlineData("""{"car_ids":[1],"prompt":"x","levels":[1],"burstiness":0}""", 422, "burstiness")]
    [InlineData("""{"car_ids":[1],"suite_id":999999,"levels":[1]}""", 404, null)]
    [InlineData("""{"car_ids":[99],"prompt":"x","levels":[1]}""", 400, "car_ids")]
    [InlineData("""{"car_ids":""", 400, null)]
    public async Task A_load_that_cannot_be_meant_so_is_refused_by_field(string body, int status, string? field)
    {
        Generation.AddCar(1, "m");

        using var response = await Host.Client.PostAsync("/api/loads", new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        ((int)response.StatusCode).ShouldBe(status, problem.GetRawText());
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
        (await Host.GetAsync("/api/loads")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Loads_are_listed_exported_and_deleted()
    {
        Generation.AddCar(1, "m", maxInFlight: 8, name: "=HYPERLINK(1)");
        Generation.OnModel("m", (_, seen) => seen == 2 ? FakeCompletion.Fail(418, retryable: false) : FakeCompletion.Of("x") with { CostPico = 5 });
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await RunAsync(new { car_ids = Cars(1), prompt = "x", levels = Cars(1), seconds = 0.6, max_requests = 4, warmups = 1, name = $"load {i}" }))
                .Detail.GetProperty("load").GetProperty("id").GetInt64());
        }

        var page = await Host.GetAsync("/api/loads?limit=2&status=completed");
        page.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("id").GetInt64()).ShouldBe([ids[2], ids[1]]);
        var rest = await Host.GetAsync($"/api/loads?limit=2&cursor={page.GetProperty("next_cursor")}");
        rest.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("load 0");
        rest.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Host.Client.GetAsync("/api/loads?limit=0")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var csv = (await Host.Client.GetStringAsync($"/api/loads/{ids[0]}/export.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Length.ShouldBe(6);
        csv[0].ShouldStartWith("n,stage,car_id,outcome,scheduled_ms,lag_ms,queued_ms");
        csv[1].ShouldStartWith("1,,1,ok,");
        csv[3].ShouldContain("upstream.418");
        using var json = await Host.Client.GetAsync($"/api/loads/{ids[0]}/export.json");
        json.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe($"load-{ids[0]}.json");
        var export = await json.Content.ReadFromJsonAsync<JsonElement>();
        export.GetProperty("requests").GetArrayLength().ShouldBe(5);
        export.GetProperty("stages")[0].GetProperty("cost_pico_usd").GetString().ShouldBe("15");
        (await Host.Client.GetAsync($"/api/loads/{ids[0]}/export.xml")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var bob = Host.ClientFor(EvalHost.Bob);
        (await bob.DeleteAsync($"/api/loads/{ids[0]}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Host.Client.DeleteAsync($"/api/loads/{ids[0]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Host.Client.GetAsync($"/api/loads/{ids[0]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Host.ScalarAsync<long>("select count(*) from eval.load_requests where load_id = @id", new { id = ids[0] })).ShouldBe(0);
    }

    [Fact]
    public async Task A_load_that_goes_on_is_not_deleted_nor_ended_by_others()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", FakeCompletion.Of("x") with { Hangs = true });
        var id = await StartAsync(new { car_ids = Cars(1), prompt = "x", levels = Cars(1), seconds = 60, warmups = 0 });
        await UntilAsync(id, "RUNNING");

        (await Host.Client.DeleteAsync($"/api/loads/{id}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var bob = Host.ClientFor(EvalHost.Bob);
        (await bob.PostAsync($"/api/loads/{id}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Host.PostAsync($"/api/loads/{id}/cancel");
        await UntilAsync(id, "CANCELLED");
    }

    [Fact]
    public async Task The_same_key_starts_one_load()
    {
        Generation.AddCar(1, "m");
        async Task<string> StartOnceAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/loads") { Content = JsonContent.Create(new { car_ids = Cars(1), prompt = "x", levels = Cars(1), seconds = 0.5 }) };
            request.Headers.Add("Idempotency-Key", "once");
            using var response = await Host.Client.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }

        (await StartOnceAsync()).ShouldBe(await StartOnceAsync());
        (await Host.GetAsync("/api/loads")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_oldest_loads_give_way_and_keep_their_results()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        await using var small = await EvalHost.StartAsync(Database, Generation, ("Eval:Load:MaxKeptRequests", "1000"));
        await Host.StopAsync();
        async Task<long> LoadAsync(int requests)
        {
            var started = await small.Client.PostAsJsonAsync("/api/loads", new { car_ids = Cars(1), prompt = "x", levels = Cars(4), seconds = 20, max_requests = requests, warmups = 0 });
            var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("load_id").GetInt64();
            await Eventually.IsTrueAsync(async () => (await small.GetAsync($"/api/loads/{id}")).GetProperty("load").GetProperty("status").GetString() == "COMPLETED");
            return id;
        }

        var old = await LoadAsync(600);
        var young = await LoadAsync(600);

        await Eventually.IsTrueAsync(async () => !(await small.GetAsync($"/api/loads/{old}")).GetProperty("load").GetProperty("requests_kept").GetBoolean());
        var kept = await small.GetAsync($"/api/loads/{old}");
        kept.GetProperty("stages")[0].GetProperty("completed").GetInt32().ShouldBe(600);
        (await small.ScalarAsync<long>("select count(*) from eval.load_requests")).ShouldBe(600);
        (await small.GetAsync($"/api/loads/{young}")).GetProperty("load").GetProperty("requests_kept").GetBoolean().ShouldBeTrue();
    }
}
