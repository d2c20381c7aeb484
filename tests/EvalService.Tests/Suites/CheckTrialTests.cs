using System.Net;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Suites;

public sealed class CheckTrialTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
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
    public async Task Checks_are_tried_on_a_pasted_answer()
    {
        var trial = await _ada.OkAsync(HttpMethod.Post, "/api/suites/check", new
        {
            expected_constraints = "contains:Paris; max_words:2",
            checks = new object[] { new { type = "llm-rubric", value = "Is it polite?" }, new { type = "tool-called", value = "calculator" } },
            output = "It is Paris.",
            tool_calls = new[] { new { name = "calculator", arguments = new { expression = "1" } } },
        });

        (trial.GetProperty("total").GetInt32(), trial.GetProperty("passed").GetInt32(), trial.GetProperty("undecided").GetInt32(), trial.GetProperty("pass").GetBoolean())
            .ShouldBe((3, 2, 1, false));
        trial.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("passed").ToString()).ShouldBe(["True", "False", "", "True"]);
    }

    [Fact]
    public async Task An_empty_answer_may_be_tried_but_not_a_missing_one()
    {
        await _ada.OkAsync(HttpMethod.Post, "/api/suites/check", new { expected_constraints = "contains:x", output = "" });
        var (status, body) = await _ada.SendAsync(HttpMethod.Post, "/api/suites/check", new { expected_constraints = "contains:x" });
        (status, body.GetProperty("field").GetString()).ShouldBe((HttpStatusCode.UnprocessableEntity, "output"));
    }

    [Fact]
    public async Task Checks_that_cannot_be_read_are_named()
    {
        var (status, body) = await _ada.SendAsync(HttpMethod.Post, "/api/suites/check", new { checks = new[] { new { type = "regex", value = "(" } }, output = "x" });
        (status, body.GetProperty("field").GetString()).ShouldBe((HttpStatusCode.UnprocessableEntity, "checks[0].value"));
    }
}
