using System.Net;
using System.Text.Json;
using Podium.TestKit.Postgres;
using static Podium.EvalService.Tests.Suites.SuiteRequests;

namespace Podium.EvalService.Tests.Suites;

public sealed class SuitesApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly string[] SeedSuite = ["id", "name", "category", "description", "is_demo", "created_at", "updated_at", "tests"];

    private static readonly string[] SeedTest =
        ["id", "suite_id", "order_index", "name", "system_prompt", "user_prompt", "expected_constraints", "tools_schema_json"];

    private SuitesHost _host = null!;
    private HttpClient _ada = null!;

    public async Task InitializeAsync()
    {
        _host = await SuitesHost.StartAsync(await postgres.CreateDatabaseAsync());
        _ada = _host.Client(SuitesHost.Ada);
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Race_MustHave_01_Creating_a_suite_answers_200_with_the_seeds_members()
    {
        var suite = await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Mine", Case(2), Case(1)));

        SeedSuite.ShouldBeSubsetOf(suite.Names());
        SeedTest.ShouldBeSubsetOf(suite.GetProperty("tests")[0].Names());
        suite.GetProperty("is_demo").GetBoolean().ShouldBeFalse();
        suite.GetProperty("created_at").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$");
        suite.GetProperty("tests").EnumerateArray().Select(t => t.GetProperty("order_index").GetInt32()).ShouldBe([1, 2]);
        suite.GetProperty("tests")[0].GetProperty("tools_schema_json").ValueKind.ShouldBe(JsonValueKind.Null);

        var id = suite.GetProperty("id").GetInt64();
        (await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{id}")).ToString().ShouldBe(suite.ToString());
        (await _ada.OkAsync(HttpMethod.Get, "/api/suites"))[0].ToString().ShouldBe(suite.ToString());
    }

    [Fact]
    public async Task Race_MustHave_01_What_does_not_exist_answers_404()
    {
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("GET", "/export"), ("GET", "/versions"), ("POST", "/duplicate"), ("POST", "/restore") })
        {
            var (status, body) = await _ada.SendAsync(new HttpMethod(method), $"/api/suites/999999{path}");
            status.ShouldBe(HttpStatusCode.NotFound, path);
            body.GetProperty("detail").ValueKind.ShouldBe(JsonValueKind.String);
        }

        (await _ada.SendAsync(HttpMethod.Put, "/api/suites/999999", new { name = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Race_MustHave_02_A_taken_name_answers_409_whatever_its_case()
    {
        await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Taken"));
        var other = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Other"))).GetProperty("id").GetInt64();

        (await _ada.SendAsync(HttpMethod.Post, "/api/suites", Suite("TAKEN"))).Status.ShouldBe(HttpStatusCode.Conflict);
        var (status, body) = await _ada.SendAsync(HttpMethod.Put, $"/api/suites/{other}", new { name = "taken" });
        status.ShouldBe(HttpStatusCode.Conflict);
        body.GetProperty("detail").GetString()!.ShouldContain("taken");
    }

    [Fact]
    public async Task Race_Fault_03_Other_tests_make_a_version_and_the_old_one_keeps_its_tests_and_their_ids()
    {
        var first = await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Versions", Case(1), Case(2)));
        var id = first.GetProperty("id").GetInt64();

        var second = await _ada.OkAsync(HttpMethod.Put, $"/api/suites/{id}", new { tests = new[] { Case(1, "Say goodbye.") } });

        second.GetProperty("version").GetInt32().ShouldBe(2);
        var old = await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{id}?version=1");
        old.GetProperty("tests").ToString().ShouldBe(first.GetProperty("tests").ToString());
        var newest = second.GetProperty("tests")[0].GetProperty("id").GetInt64();
        first.GetProperty("tests").EnumerateArray().ShouldAllBe(t => t.GetProperty("id").GetInt64() < newest);
        var versions = await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{id}/versions");
        versions.EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("tests_total").GetInt32(), v.GetProperty("is_current").GetBoolean()))
            .ShouldBe([(1, 2, false), (2, 1, true)]);
        versions[0].GetProperty("created_by").GetString().ShouldBe("Ada");
    }

    [Fact]
    public async Task A_change_that_changes_no_test_makes_no_version()
    {
        var id = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Same", Case(1)))).GetProperty("id").GetInt64();

        var changed = await _ada.OkAsync(HttpMethod.Put, $"/api/suites/{id}", new { name = "Renamed", description = "New", tests = new[] { Case(1) } });

        (changed.GetProperty("version").GetInt32(), changed.GetProperty("name").GetString(), changed.GetProperty("description").GetString())
            .ShouldBe((1, "Renamed", "New"));
        (await _ada.OkAsync(HttpMethod.Put, $"/api/suites/{id}", new { category = "c" })).GetProperty("description").GetString().ShouldBe("New");
        (await _ada.OkAsync(HttpMethod.Put, $"/api/suites/{id}", new { description = (string?)null })).GetProperty("description").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Another_rubric_makes_a_version_with_the_same_tests()
    {
        var id = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Rubric", Case(1), Case(2)))).GetProperty("id").GetInt64();

        var changed = await _ada.OkAsync(HttpMethod.Put, $"/api/suites/{id}", new { rubric = "Be kind." });

        changed.GetProperty("version").GetInt32().ShouldBe(2);
        changed.GetProperty("rubric").GetString().ShouldBe("Be kind.");
        changed.GetProperty("tests").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Deleting_hides_and_restoring_brings_back_unless_the_name_is_taken()
    {
        var id = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Gone", Case(1)))).GetProperty("id").GetInt64();

        (await _ada.OkAsync(HttpMethod.Delete, $"/api/suites/{id}")).GetProperty("status").GetString().ShouldBe("deleted");
        (await _ada.SendAsync(HttpMethod.Get, $"/api/suites/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _ada.SendAsync(HttpMethod.Delete, $"/api/suites/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _ada.OkAsync(HttpMethod.Post, $"/api/suites/{id}/restore")).GetProperty("tests").GetArrayLength().ShouldBe(1);

        await _ada.OkAsync(HttpMethod.Delete, $"/api/suites/{id}");
        await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("gone"));
        (await _ada.SendAsync(HttpMethod.Post, $"/api/suites/{id}/restore")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Others_may_duplicate_a_suite_but_not_change_it()
    {
        using var bob = _host.Client(SuitesHost.Bob);
        using var root = _host.Client(SuitesHost.Root);
        var id = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Owned", Case(1)))).GetProperty("id").GetInt64();

        (await bob.SendAsync(HttpMethod.Put, $"/api/suites/{id}", new { name = "Bob's" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.SendAsync(HttpMethod.Delete, $"/api/suites/{id}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var copy = await bob.OkAsync(HttpMethod.Post, $"/api/suites/{id}/duplicate");
        copy.GetProperty("name").GetString().ShouldBe("Owned (copy)");
        copy.GetProperty("sha256").GetString().ShouldBe((await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{id}")).GetProperty("sha256").GetString());
        (await bob.OkAsync(HttpMethod.Post, $"/api/suites/{id}/duplicate")).GetProperty("name").GetString().ShouldBe("Owned (copy 2)");
        await bob.OkAsync(HttpMethod.Put, $"/api/suites/{copy.GetProperty("id").GetInt64()}", new { name = "Bob's" });
        await root.OkAsync(HttpMethod.Delete, $"/api/suites/{id}");
    }

    [Fact]
    public async Task A_list_without_tests_still_says_how_many()
    {
        await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("Counted", Case(1), Case(2)));

        var suite = (await _ada.OkAsync(HttpMethod.Get, "/api/suites?tests=none"))[0];

        suite.TryGetProperty("tests", out _).ShouldBeFalse();
        suite.GetProperty("tests_total").GetInt32().ShouldBe(2);
        (await _ada.SendAsync(HttpMethod.Get, "/api/suites?tests=some")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
