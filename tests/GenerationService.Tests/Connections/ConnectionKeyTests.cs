using System.Text.Json;
using Dapper;
using Grpc.Core;
using Podium.GenerationService.Tests.Generations;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>Where keys may be seen, and where they may go.</summary>
public sealed class ConnectionKeyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Race_MustHave_04_A_key_shows_in_no_answer_no_log_and_no_row()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var garage = await Garage.StartAsync(database);
        var id = await garage.ConnectAsync("OPENAI_COMPAT");
        var car = (await garage.PostAsync("/api/cars", new { name = "C", connection_id = id, model_name = "m" })).GetProperty("id").GetInt64();

        // A server that repeats what it was sent, at a place where the text is cut.
        var echo = new string('x', 205) + Garage.Key;
        FakeReply Echo() => FakeReply.Body(401, JsonSerializer.Serialize(new { error = new { message = echo } }));
        garage.Upstream.OnModel("echo", _ => Echo());
        garage.Upstream.OnModel("event", _ => FakeReply.Stream($"data: {{\"error\":{{\"message\":\"bad key {Garage.Key}\"}}}}\n\n"));
        var said = new List<string>();
        foreach (var path in new[] { "test", "verify-runtime" })
        {
            garage.Upstream.EnqueueList(Echo());
            said.Add((await garage.PostAsync($"/api/connections/{id}/{path}")).ToString());
        }

        garage.Upstream.EnqueueList(Echo());
        said.Add((await garage.GetAsync($"/api/connections/{id}/models", 502)).ToString());
        said.Add((await garage.GetAsync("/api/connections")).ToString());
        said.Add((await garage.GetAsync($"/api/cars/{car}")).ToString());
        said.Add(string.Concat(await garage.CarsAsync(car)));
        said.Add(string.Concat(await garage.CompleteAsync(Garage.Ask(id, "echo"))));
        said.Add(string.Concat(await garage.CompleteAsync(Garage.Ask(id, "event"))));
        said.Add((await garage.PutAsync($"/api/connections/{id}", new { api_key = Garage.Key, name = new string('n', 300) }, 422)).ToString());
        said.Add(string.Join('\n', garage.Host.Logs.Entries.Select(e => e.Message)));
        await using (var connection = await Database.Of(garage.Host).OpenConnectionAsync())
        {
            said.AddRange(await connection.QueryAsync<string>("select to_jsonb(c)::text from generation.connections c"));
        }

        garage.Upstream.Lookups.Count.ShouldBe(3);
        said[5].ShouldNotBeEmpty();
        foreach (var text in said)
        {
            // Half of a key is half a leak.
            text.ShouldNotContain(Garage.Key[..12]);
        }
    }

    [Fact]
    public async Task Race_MustHave_04_A_changed_secret_is_reported_and_not_ignored()
    {
        var database = await postgres.CreateDatabaseAsync();
        long id;
        await using (var before = await Garage.StartAsync(database))
        {
            id = await before.ConnectAsync("OPENAI_COMPAT");
        }

        await using var garage = await Garage.StartAsync(database, ("PODIUM_SECRET_KEY", "another-secret-of-tests-that-is-long-enough"));
        await garage.PutAsync($"/api/connections/{id}", new { base_url = garage.Upstream.BaseUrl });

        var verify = await garage.PostAsync($"/api/connections/{id}/verify-runtime");
        var refused = await Should.ThrowAsync<RpcException>(() => garage.CompleteAsync(Garage.Ask(id, "fake-n2")));

        (verify.GetProperty("auth_source").GetString(), verify.GetProperty("auth_present").GetBoolean(), verify.GetProperty("discovery_ok").GetBoolean())
            .ShouldBe(("encrypted_db", false, false));
        verify.GetProperty("error").GetString()!.ShouldContain("PODIUM_SECRET_KEY");
        verify.GetProperty("hints")[0].GetString()!.ShouldContain("save the key again");
        refused.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        refused.Status.Detail.ShouldContain("PODIUM_SECRET_KEY");
        garage.Upstream.Requests.ShouldBeEmpty();
        garage.Upstream.Lookups.ShouldBeEmpty();

        await garage.PutAsync($"/api/connections/{id}", new { api_key = "sk-saved-again" });
        (await garage.CompleteAsync(Garage.Ask(id, "fake-n2")))[^1].Finished.Finish.ShouldBe("stop");
        garage.Upstream.LastRequest.Headers["authorization"].ShouldBe("Bearer sk-saved-again");
    }

    [Fact]
    public async Task Race_Fault_16_Only_listed_variables_are_read_even_when_the_list_grew_shorter()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using (var before = await Garage.StartAsync(database, ("PODIUM_KEY_LAB", "sk-lab"), ("Generation:Garage:KeyVariables", "OPENAI_API_KEY, PODIUM_KEY_*")))
        {
            var body = new { name = "Lab", type = "OPENAI", base_url = before.Upstream.BaseUrl, api_key_env_var = "PODIUM_KEY_LAB" };
            await before.PostAsync("/api/connections", body);
            await before.PostAsync("/api/connections", new { name = "Path", type = "OPENAI", base_url = before.Upstream.BaseUrl, api_key_env_var = "PATH" }, 422);
        }

        await using var garage = await Garage.StartAsync(database, ("PODIUM_KEY_LAB", "sk-lab"), ("Generation:Garage:KeyVariables", "OPENAI_API_KEY"));
        var id = (await garage.GetAsync("/api/connections"))[0].GetProperty("id").GetInt64();

        var verify = await garage.PostAsync($"/api/connections/{id}/verify-runtime");

        verify.GetProperty("auth_present").GetBoolean().ShouldBeFalse();
        verify.GetProperty("error").GetString()!.ShouldContain("not among those that connections may use");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Race_Fault_16_Addresses_of_clouds_and_files_cannot_be_saved(string address)
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());

        var refused = await garage.PostAsync("/api/connections", new { name = "Evil", type = "CUSTOM", base_url = address }, 422);

        refused.GetProperty("field").GetString().ShouldBe("base_url");
    }

    [Fact]
    public async Task Race_Fault_16_A_private_address_is_called_only_where_the_operator_allows_it()
    {
        var database = await postgres.CreateDatabaseAsync();
        long id;
        await using (var open = await Garage.StartAsync(database))
        {
            id = await open.ConnectAsync("CUSTOM");
        }

        await using var garage = await Garage.StartAsync(database, ("Outbound:AllowPrivate", "false"));

        var verify = await garage.PostAsync($"/api/connections/{id}/verify-runtime");
        var finished = (await garage.CompleteAsync(Garage.Ask(id, "fake-n2")))[^1].Finished;

        verify.GetProperty("error").GetString()!.ShouldContain("was not called: '127.0.0.1' is a private address.");
        verify.GetProperty("hints")[0].GetString()!.ShouldContain("Outbound:AllowPrivate");
        (finished.Finish, finished.Failure.Code, finished.Failure.Retryable).ShouldBe(("failed", "upstream.address_refused", false));
        await garage.PostAsync("/api/connections", new { name = "Inside", type = "CUSTOM", base_url = "http://10.0.0.1" }, 422);
    }

    [Fact]
    public async Task Race_Fault_16_A_viewer_causes_no_request_to_anybody()
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await garage.ConnectAsync("CUSTOM");
        using var viewer = garage.Host.ClientFor(new ServiceDefaults.Identity.PodiumUser("hf:vic", "Vic", ServiceDefaults.Identity.Role.Viewer));

        await garage.SendAsync(HttpMethod.Get, "/api/connections", null, 200, viewer);
        await garage.SendAsync(HttpMethod.Get, $"/api/connections/{id}/models", null, 403, viewer);
        await garage.SendAsync(HttpMethod.Post, $"/api/connections/{id}/test", null, 403, viewer);
        await garage.SendAsync(HttpMethod.Post, $"/api/connections/{id}/verify-runtime", null, 403, viewer);

        garage.Upstream.Lookups.ShouldBeEmpty();
    }
}
