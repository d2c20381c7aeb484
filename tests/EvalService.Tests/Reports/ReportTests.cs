using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Podium.EvalService.Reports;
using Podium.EvalService.Tests.Scorecards;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Reports;

public sealed class ReportTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Failing =
        """{"assertions":{"total":2,"passed":1,"results":[{"type":"contains","expected":"<b>","passed":false,"detail":"not found\u0001"},{"type":"regex","expected":"x","passed":true,"detail":""}]}}""";

    private StatsHost _host = null!;
    private SeededSuite _suite = null!;
    private long _run;

    public async Task InitializeAsync()
    {
        _host = await StatsHost.StartAsync(await postgres.CreateDatabaseAsync());
        _suite = await _host.Runs.AddSuiteAsync("Reports <script>alert(1)</script>", 3);
        _run = await AddRunAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task JUnit_tells_failures_errors_and_skips_apart()
    {
        var xml = XDocument.Parse(await TextAsync("xml"));
        var suites = xml.Root!.Elements("testsuite").ToList();
        suites.Select(suite => (string)suite.Attribute("name")!).ShouldBe(["Car 2", "Car 1"], "in the order of the run");
        var first = suites.Single(suite => (string)suite.Attribute("name")! == "Car 1");
        first.ToString().ShouldContain("""tests="4" failures="1" errors="1" skipped="1" """.Trim());
        first.Descendants("failure").Single().Value.ShouldContain("contains: <b>");
        first.Descendants("error").Single().Attribute("message")!.Value.ShouldBe("=cmd()|\"x\", no route");
        first.Elements("testcase").Count().ShouldBe(4);
        ((double)first.Elements("testcase").First().Attribute("time")!).ShouldBe(1.5);
    }

    [Fact]
    public async Task Csv_quotes_as_the_standard_says_and_holds_no_formulas()
    {
        var lines = (await TextAsync("csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("run_item_id,test,car_id,car,repetition,status");
        lines.Length.ShouldBe(6);
        lines.Single(line => line.Contains("FAILED")).ShouldContain("\"'=cmd()|\"\"x\"\", no route\"");
    }

    [Fact]
    public async Task Html_fetches_nothing_runs_nothing_and_shows_text_as_text()
    {
        using var response = await _host.Client.GetAsync($"/api/runs/{_run}/report.html?baseline={await AddRunAsync()}");
        var html = await response.Content.ReadAsStringAsync();
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        html.ShouldContain("default-src 'none'");
        html.ShouldContain("<svg");
        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldContain("no evidence");
        html.TrimEnd().ShouldEndWith("</html>");
    }

    [Fact]
    public async Task Race_Fault_13_The_bars_of_a_report_are_drawn_in_colours_that_exist()
    {
        var html = await TextAsync("html");

        var used = Regex.Matches(html, @"var\((--[a-z-]+)\)").Select(match => match.Groups[1].Value).Distinct().ToList();
        used.ShouldNotBeEmpty();
        used.ShouldAllBe(name => html.Contains($"{name}:"));
        foreach (var style in Regex.Matches(html, "class=\"(\\w+)\"").Select(match => match.Groups[1].Value).Distinct())
        {
            html.ShouldContain($".{style} {{");
        }

        var bars = Regex.Matches(html, "<rect class=\"bar\" x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\"")
            .Select(match => match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
        bars.ShouldContain(bar => bar[2] >= 1.5 && bar[3] >= 8);
        bars.Where(bar => bar[0] < 0 || bar[0] + bar[2] > 180.01 || bar[1] < 0 || bar[1] + bar[3] > 24).ShouldBeEmpty("nothing is drawn where nobody sees it");
    }

    [Fact]
    public async Task Race_Fault_17_What_models_and_people_write_is_text_in_every_report()
    {
        const string Evil = "<img src=x onerror=alert(1)>\"'&|`[a](javascript:alert(1)) https://evil.example www.evil.example @everyone";
        var suite = await _host.Runs.AddSuiteAsync("Hostile", 1);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, new SeededItem("FAILED") { Error = Evil });
        await _host.Runs.ExecuteAsync("update eval.tests set name = @Evil where id = @test", new { Evil, test = suite.Tests[0] });
        await _host.Runs.ExecuteAsync(
            "update eval.runs set label = @Evil, cars = jsonb_set(jsonb_set(cars, '{0,name}', to_jsonb(@Evil::text)), '{0,model}', to_jsonb(@Evil::text)) where id = @run",
            new { Evil, run });

        var html = await TextAsync("html", run);
        new HtmlParser().ParseDocument(html).QuerySelectorAll("img, a, script").ShouldBeEmpty();
        html.ShouldContain("&lt;img");
        var markdown = await TextAsync("md", run);
        markdown.ShouldNotContain("<img");
        markdown.ShouldNotContain("](");
        markdown.ShouldNotContain("https://");
        markdown.ShouldNotContain("www.");
        markdown.ShouldNotContain("@everyone");
        await _host.Runs.ExecuteAsync(
            """
            update eval.runs set judge_car = '{"name":"Judge"}' where id = @run;
            insert into eval.judgings (run_id, mode, state, judge_car, judge_key, requester_id, requester_name, requester_role, total, skipped)
            values (@run, 'score', 'COMPLETED', jsonb_build_object('name', @Evil::text), 'key', 'hf:ada', 'Ada', 'Member', 1, 0);
            """,
            new { Evil, run });
        var baseline = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(baseline, suite.Tests[0], 1, new SeededItem { ChecksTotal = 1, ChecksPassed = 1, Passed = true });
        await _host.Runs.ExecuteAsync(
            """
            insert into eval.judgings (run_id, mode, state, judge_car, judge_key, requester_id, requester_name, requester_role, total, skipped)
            values (@baseline, 'score', 'COMPLETED', '{"name":"Other"}', 'other', 'hf:ada', 'Ada', 'Member', 1, 0);
            """,
            new { baseline });
        var compared = await (await _host.Client.GetAsync($"/api/runs/{run}/report.md?baseline={baseline}")).Content.ReadAsStringAsync();
        compared.ShouldContain("The judges differ");
        compared.ShouldNotContain("<img");
        compared.ShouldNotContain("](");
        compared.ShouldNotContain("https://");
        XDocument.Parse(await TextAsync("xml", run)).Descendants("error").Single().Attribute("message")!.Value.ShouldBe(Evil);
        JsonDocument.Parse(await TextAsync("json", run)).RootElement.GetProperty("items")[0].GetProperty("error").GetString().ShouldBe(Evil);
    }

    [Fact]
    public async Task Markdown_holds_the_scorecard_the_verdicts_and_what_did_not_pass()
    {
        var markdown = await (await _host.Client.GetAsync($"/api/runs/{_run}/report.md?baseline={await AddRunAsync()}")).Content.ReadAsStringAsync();
        markdown.ShouldStartWith("# Reports &lt;script&gt;");
        markdown.ShouldContain("| Car 1 |");
        markdown.ShouldContain("| pass_rate |");
        markdown.ShouldContain("tell");
        markdown.ShouldContain("- **Test 2**, Car 1: contains: &lt;b&gt;");
    }

    [Fact]
    public async Task Json_holds_everything()
    {
        var json = JsonDocument.Parse(await TextAsync("json")).RootElement;
        json.GetProperty("run").GetProperty("suite_version").GetInt32().ShouldBe(1);
        json.GetProperty("scorecard").GetProperty("rows").GetArrayLength().ShouldBe(2);
        json.GetProperty("comparison").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("verdict").GetProperty("pairs").GetArrayLength().ShouldBe(1);
        json.GetProperty("items").GetArrayLength().ShouldBe(5);
        json.GetProperty("items")[1].GetProperty("latency_ms").GetDouble().ShouldBe(1500);
    }

    /// <summary>A check that quotes an answer quotes its NUL too, and runs that are stored already hold some.</summary>
    [Theory]
    [InlineData("md")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("html")]
    [InlineData("xml")]
    public async Task A_nul_in_an_answer_spoils_no_report(string format)
    {
        var run = await _host.Runs.AddRunAsync(_suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, _suite.Tests[0], 1, new SeededItem
        {
            ChecksTotal = 2,
            ChecksPassed = 1,
            Passed = false,
            Payload = Failing.Replace("\\u0001", " in 'a\\u0000b'", StringComparison.Ordinal),
        });

        (await TextAsync(format, run)).ShouldContain("not found in");
    }

    [Fact]
    public async Task A_sum_of_prices_says_that_most_are_unknown()
    {
        var run = await _host.Runs.AddRunAsync(_suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, _suite.Tests[0], 1, new SeededItem { CostPicoUsd = 1_200_000_000 });
        await _host.Runs.AddItemAsync(run, _suite.Tests[1], 1, new SeededItem());

        (await TextAsync("md", run)).ShouldContain("| 0.0012 (1 of 2) |");
        (await TextAsync("html", run)).ShouldContain("0.0012 (1 of 2)");
    }

    [Fact]
    public async Task Percentiles_and_means_say_of_how_many_they_are()
    {
        (await TextAsync("md")).ShouldContain("| 20 / 20 (n 2) | 1500 / 1500 (n 2) |");
        (await TextAsync("html")).ShouldContain("20 / 20 (n 2)");
    }

    [Fact]
    public async Task JUnit_leaves_a_time_out_that_nobody_measured()
    {
        var cases = XDocument.Parse(await TextAsync("xml")).Descendants("testcase").ToList();
        cases.Where(test => test.Attribute("time") is not null).Select(test => (double)test.Attribute("time")!).ShouldAllBe(time => time == 1.5);
        cases.Count(test => test.Attribute("time") is null).ShouldBe(2, "one failed, one was cancelled");
    }

    [Fact]
    public async Task An_unknown_form_or_run_is_not_found()
    {
        (await _host.SendAsync(HttpMethod.Get, $"/api/runs/{_run}/report.pdf")).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Get, "/api/runs/424242/report.md")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-5 degrees", "'-5 degrees")]
    [InlineData("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"")]
    [InlineData("plain", "plain")]
    public void Fields_are_harmless(string text, string field) => CsvReport.Field(text).ShouldBe(field);

    [Fact]
    public void Numbers_stay_numbers_although_negative() => CsvReport.Field(-1.5).ShouldBe("-1.5");

    [Fact]
    public void What_xml_cannot_say_is_replaced() => JunitReport.Clean("a\u0000\u001bb\ud800c\n😀").ShouldBe("a\ufffd\ufffdb\ufffdc\n😀");

    private async Task<string> TextAsync(string format, long? run = null)
    {
        using var response = await _host.Client.GetAsync($"/api/runs/{run ?? _run}/report.{format}");
        ((int)response.StatusCode).ShouldBe(200);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<long> AddRunAsync()
    {
        var run = await _host.Runs.AddRunAsync(_suite, "COMPLETED", 2, 1);
        var answered = new SeededItem { TtftUs = 20_000, TotalUs = 1_500_000, OutputTokens = 30, ChecksTotal = 2, ChecksPassed = 2, Passed = true };
        await _host.Runs.AddItemAsync(run, _suite.Tests[0], 1, answered);
        await _host.Runs.AddItemAsync(run, _suite.Tests[0], 2, answered);
        await _host.Runs.AddItemAsync(run, _suite.Tests[1], 1, answered with { ChecksPassed = 1, Passed = false, Payload = Failing });
        await _host.Runs.AddItemAsync(run, _suite.Tests[2], 1, new SeededItem("FAILED") { Error = "=cmd()|\"x\", no route" });
        await _host.Runs.AddItemAsync(run, _suite.Tests[2], 1, new SeededItem("CANCELLED") { Repetition = 2 });
        return run;
    }
}
