using System.Net;
using System.Text;
using System.Text.Json;
using Podium.TestKit.Postgres;
using static Podium.EvalService.Tests.Suites.SuiteRequests;

namespace Podium.EvalService.Tests.Suites;

public sealed class SuiteTransferTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private SuitesHost _host = null!;
    private HttpClient _ada = null!;

    public async Task InitializeAsync()
    {
        _host = await SuitesHost.StartAsync(await postgres.CreateDatabaseAsync(), ("Eval:MaxCases", "20000"), ("Eval:MaxSuiteBytes", "8000000"));
        _ada = _host.Client(SuitesHost.Ada);
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Race_MustHave_07_Export_import_export_is_the_same_to_the_byte()
    {
        // Blanks, number spellings, escapes and member order of the JSON members have to survive, as have letters of every kind.
        const string Json = """
            {"name":"Round / Trip \"é\" 日本 😀","category":"c","rubric":"Be <kind> & brief.","tests":[
              {"order_index":5,"name":"a","user_prompt":"tab\t, line\n, <b>&amp;</b> 'x' \u2028","expected_constraints":"contains:a\\;b",
               "tools_schema_json":[ {"type" : "function","function":{"name":"f","parameters":{"type":"object","x":1.50,"y":"\u00e9"}}} ],
               "checks":{"threshold":0.50,"checks":[{"type":"equals" , "value":"é"}]},"metadata":{"b":1,"a":[ ]},"reference":"r","family":"f"},
              {"order_index":-2,"name":"b","system_prompt":"s","user_prompt":"p"}]}
            """;
        var (status, created) = await _ada.SendJsonAsync(HttpMethod.Post, "/api/suites", Json);
        status.ShouldBe(HttpStatusCode.OK, created.ToString());
        var id = created.GetProperty("id").GetInt64();
        var first = await _ada.GetByteArrayAsync($"/api/suites/{id}/export");
        await _ada.OkAsync(HttpMethod.Delete, $"/api/suites/{id}");

        var imported = await ImportAsync("suite.json", first);
        var second = await _ada.GetByteArrayAsync($"/api/suites/{imported.GetProperty("suite").GetProperty("id").GetInt64()}/export");

        Encoding.UTF8.GetString(second).ShouldBe(Encoding.UTF8.GetString(first));
        imported.GetProperty("suite").GetProperty("sha256").GetString().ShouldBe(created.GetProperty("sha256").GetString());
        await _ada.OkAsync(HttpMethod.Delete, $"/api/suites/{imported.GetProperty("suite").GetProperty("id").GetInt64()}");
        var (posted, again) = await _ada.SendJsonAsync(HttpMethod.Post, "/api/suites", Encoding.UTF8.GetString(first));
        posted.ShouldBe(HttpStatusCode.OK, again.ToString());
        (await _ada.GetByteArrayAsync($"/api/suites/{again.GetProperty("id").GetInt64()}/export")).ShouldBe(first);
    }

    [Fact]
    public async Task Race_MustHave_07_An_export_has_the_seeds_shape_with_empty_texts_for_nulls()
    {
        var id = (await _ada.OkAsync(HttpMethod.Post, "/api/suites", Suite("My First Suite!", Case(1)))).GetProperty("id").GetInt64();

        using var response = await _ada.GetAsync($"/api/suites/{id}/export");

        response.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe("my-first-suite.json");
        var json = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        json.Names().ShouldBe(["name", "category", "description", "tests"]);
        json.GetProperty("description").GetString().ShouldBe("");
        json.GetProperty("tests")[0].Names()
            .ShouldBe(["order_index", "name", "system_prompt", "user_prompt", "expected_constraints", "tools_schema_json"]);
        json.GetProperty("tests")[0].GetProperty("expected_constraints").GetString().ShouldBe("");
    }

    [Fact]
    public async Task A_file_of_another_tool_becomes_a_suite_with_a_report_that_stays()
    {
        var report = await ImportAsync("capitals.yaml", Encoding.UTF8.GetBytes("""
            description: Capitals
            prompts: ["What is the capital of {{country}}?"]
            providers: [openai:gpt-4o]
            tests:
              - vars: { country: France }
                assert:
                  - { type: icontains, value: paris }
                  - { type: javascript, value: "output.length < 10" }
            """));

        report.GetProperty("format").GetString().ShouldBe("promptfoo");
        report.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("where").GetString()).ShouldBe(["providers", "tests[0].assert[1]"]);
        var suite = await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{report.GetProperty("suite").GetProperty("id").GetInt64()}");
        suite.GetProperty("name").GetString().ShouldBe("Capitals");
        suite.GetProperty("import_report").GetProperty("warnings").GetArrayLength().ShouldBe(2);
        suite.GetProperty("tests")[0].GetProperty("user_prompt").GetString().ShouldBe("What is the capital of France?");
        suite.GetProperty("tests")[0].GetProperty("checks").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_reports_and_stores_nothing()
    {
        var before = (await _ada.OkAsync(HttpMethod.Get, "/api/suites?tests=none")).GetArrayLength();

        var report = await _ada.OkAsync(HttpMethod.Post, "/api/suites/import", new { content = "{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}", file_name = "x.jsonl", dry_run = true });

        (report.GetProperty("tests_total").GetInt32(), report.GetProperty("suite").ValueKind).ShouldBe((2, JsonValueKind.Null));
        (await _ada.OkAsync(HttpMethod.Get, "/api/suites?tests=none")).GetArrayLength().ShouldBe(before);
    }

    [Fact]
    public async Task Twenty_thousand_cases_come_in_and_go_out()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $$"""{"prompt":"What is {{i}} + 1?","checks":[{"type":"contains","value":"{{i + 1}}"}]}"""));

        var report = await ImportAsync("sums.jsonl", Encoding.UTF8.GetBytes(lines));

        var id = report.GetProperty("suite").GetProperty("id").GetInt64();
        var suite = await _ada.OkAsync(HttpMethod.Get, $"/api/suites/{id}");
        suite.GetProperty("tests").GetArrayLength().ShouldBe(20_000);
        suite.GetProperty("tests")[19_999].GetProperty("user_prompt").GetString().ShouldBe("What is 19999 + 1?");
    }

    [Theory]
    [InlineData("c.json", """{"description":"a\u0000b","x\u0000":1,"prompts":["p"]}""", "a\uFFFDb")]
    [InlineData("c.yaml", "description: \"a\\0b\"\n\"x\\0\": 1\nprompts: [\"p\"]\n", "a\uFFFDb")]
    [InlineData("t.csv", "prompt,__other\u0001\nhello,x", null)]
    public async Task A_file_whose_texts_no_database_takes_is_imported_all_the_same(string file, string content, string? name)
    {
        var imported = await _ada.OkAsync(HttpMethod.Post, "/api/suites/import", new { content, file_name = file, name = name is null ? "By name" : null });
        imported.GetProperty("suite").GetProperty("name").GetString().ShouldBe(name ?? "By name");
        imported.GetProperty("warnings").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_name_is_never_cut_inside_a_sign()
    {
        var title = new string('x', 199);
        var imported = await _ada.OkAsync(HttpMethod.Post, "/api/suites/import", new { content = $$"""{"description":"{{title}}😀","prompts":["p"]}""", file_name = "c.json" });
        imported.GetProperty("suite").GetProperty("name").GetString().ShouldBe(title);

        var suite = await _ada.OkAsync(HttpMethod.Post, "/api/suites", SuiteRequests.Suite(new string('x', 187) + "😀", SuiteRequests.Case(1)));
        var copy = await _ada.OkAsync(HttpMethod.Post, $"/api/suites/{suite.GetProperty("id").GetInt64()}/duplicate");
        copy.GetProperty("name").GetString().ShouldBe(new string('x', 187) + " (copy)");
    }

    [Fact]
    public async Task What_is_too_large_or_of_no_known_kind_is_refused()
    {
        (await StatusAsync("x.json", new byte[9_000_000])).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await StatusAsync("x.json", Encoding.UTF8.GetBytes("{\"tests\""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StatusAsync("x.yaml", Encoding.UTF8.GetBytes(new string('[', 100_000)))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StatusAsync("x.csv", [0xff, 0xfe, 0x00])).ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var text = new StringContent("prompt\nhello");
        (await _ada.PostAsync("/api/suites/import", text)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<JsonElement> ImportAsync(string name, byte[] content)
    {
        using var form = Form(name, content);
        using var response = await _ada.PostAsync("/api/suites/import", form);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private async Task<HttpStatusCode> StatusAsync(string name, byte[] content)
    {
        using var form = Form(name, content);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/suites/import") { Content = form };

        // Asks before it sends: the server closes the connection on a body that it refuses for its size.
        request.Headers.ExpectContinue = true;
        using var response = await _ada.SendAsync(request);
        return response.StatusCode;
    }

    private static MultipartFormDataContent Form(string name, byte[] content) => new() { { new ByteArrayContent(content), "file", name } };
}
