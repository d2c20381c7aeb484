using System.Diagnostics;
using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Checks.JsonPath;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

/// <summary>Whatever a suite asks of an answer, judging it ends soon.</summary>
public class CheckBoundsTests
{
    private const string SlowPattern = @"^(?=(a+)+$)(a|aa)+\1$";

    [Fact]
    public void Checks_are_counted_over_all_sets()
    {
        var set = $$"""{"type":"assert-set","value":[{{string.Join(',', Enumerable.Repeat("""{"type":"is-json"}""", 60))}}]}""";
        Problem($"[{set},{set}]", "").ShouldBeNull();
        Problem($"[{set},{set},{set},{set}]", "").ShouldBe("At most 200 checks are allowed.");
        Problem($"[{set},{set},{set}]", string.Concat(Enumerable.Repeat("contains:a;", 20))).ShouldBe("At most 200 checks are allowed.");
    }

    [Fact]
    public void All_checks_of_an_answer_share_one_limit_of_time()
    {
        var check = JsonSerializer.Serialize(new { type = "regex", value = SlowPattern });
        var report = Judge($"[{string.Join(',', Enumerable.Repeat(check, 100))},{{\"type\":\"not-contains\",\"value\":\"z\"}}]", new string('a', 50_000) + "!", out var spent);
        spent.ShouldBeLessThan(TimeSpan.FromSeconds(12));
        report.Results[^1].Passed.ShouldBe(false);
        report.Results[^1].Detail.ShouldContain("5 s");
    }

    [Fact]
    public void A_schemas_pattern_is_not_tried_on_member_after_member_for_ever()
    {
        var schema = JsonSerializer.Serialize(new { type = "json-schema", value = new { additionalProperties = new { pattern = "^(?=(a+)+$)(a|aa)+$" } } });
        var answer = JsonSerializer.Serialize(Enumerable.Range(0, 500).ToDictionary(i => $"m{i}", _ => new string('a', 22) + "!"));
        Judge($"[{schema}]", answer, out var spent).Pass.ShouldBe(false);
        spent.ShouldBeLessThan(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void A_paths_pattern_is_not_tried_on_item_after_item_for_ever()
    {
        var path = JsonSerializer.Serialize(new { type = "json-path", value = """$[?search(@, '(?=(a+)+$)(a|aa)+\\1$')]""" });
        Judge($"[{path}]", JsonSerializer.Serialize(Enumerable.Repeat(new string('a', 22) + "!", 500)), out var spent).Pass.ShouldBe(false);
        spent.ShouldBeLessThan(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void Thousands_of_texts_are_not_looked_for_in_a_long_answer_for_ever()
    {
        var check = JsonSerializer.Serialize(new { type = "contains-any", value = Enumerable.Range(0, 100_000).Select(i => $"x{i}") });
        Judge($"[{check}]", new string('x', 2_000_000), out var spent).Pass.ShouldBe(false);
        spent.ShouldBeLessThan(TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData("$[?length($) == 1]")]
    [InlineData("$[?$ == $]")]
    [InlineData("$[?$['no such member'] == 1]")]
    public void A_path_pays_for_the_size_of_what_it_looks_at(string path)
    {
        var members = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"m{i}\":{i}"));
        var clock = Stopwatch.StartNew();
        JsonPathQuery.Parse(path).Select(JsonSerializer.Deserialize<JsonElement>($"{{{members}}}")).ShouldBeNull();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("0:1")]
    [InlineData("-1:-2:-1")]
    public void A_slice_pays_for_the_array_it_is_cut_from(string slice)
    {
        var array = JsonSerializer.SerializeToElement(Enumerable.Range(0, 200_000));
        JsonPathQuery.Parse($"$[{string.Join(',', Enumerable.Repeat(slice, 1_000))}]").Select(array).ShouldBeNull();
        JsonPathQuery.Parse($"$[{slice}]").Select(array)!.Count.ShouldBe(1);
    }

    [Fact]
    public void Whoever_has_gone_away_is_waited_for_no_longer()
    {
        using var json = JsonDocument.Parse("""[{"type":"contains","value":"a"}]""");
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var checks = CheckSet.Parse(null, json.RootElement);
        Should.Throw<OperationCanceledException>(() => checks.Evaluate(new CheckInput("a") { Time = new CheckTime(gone.Token) }));
    }

    private static string? Problem(string typed, string legacy)
    {
        using var json = JsonDocument.Parse(typed);
        CheckSet.TryParse(legacy, json.RootElement, out var problems);
        return problems.Count == 0 ? null : problems[0].Message;
    }

    private static CheckReport Judge(string typed, string answer, out TimeSpan spent)
    {
        using var json = JsonDocument.Parse(typed);
        var checks = CheckSet.Parse(null, json.RootElement);
        var clock = Stopwatch.StartNew();
        var report = checks.Evaluate(new CheckInput(answer));
        spent = clock.Elapsed;
        return report;
    }
}
