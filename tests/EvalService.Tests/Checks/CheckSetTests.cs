using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Checks;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

public class CheckSetTests
{
    [Fact]
    public void The_score_is_the_weighted_mean_and_every_check_has_to_pass()
    {
        var report = Set("""[{"type":"contains","value":"a","weight":3},{"type":"contains","value":"b"}]""").Evaluate(new CheckInput("a"));
        (report.Total, report.Passed, report.Score, report.Pass).ShouldBe((2, 1, 0.75, false));
    }

    [Theory]
    [InlineData(0.75, true)]
    [InlineData(0.76, false)]
    [InlineData(0, true)]
    public void A_threshold_decides_instead_of_the_single_checks(double threshold, bool passes) =>
        Set($$"""{"threshold":{{threshold}},"checks":[{"type":"contains","value":"a","weight":3},{"type":"contains","value":"b"}]}""")
            .Evaluate(new CheckInput("a")).Pass.ShouldBe(passes);

    [Fact]
    public void A_weight_of_zero_is_recorded_and_cannot_fail()
    {
        var report = Set("""[{"type":"contains","value":"a"},{"type":"levenshtein","value":"abcd","threshold":0,"weight":0,"metric":"distance"}]""")
            .Evaluate(new CheckInput("a"));
        (report.Pass, report.Score).ShouldBe((true, 1));
        report.Results[1].ShouldBe(report.Results[1] with { Passed = true, Score = 0.25, Weight = 0, Metric = "distance" });
    }

    [Fact]
    public void Without_checks_there_is_no_verdict()
    {
        var report = CheckSet.Parse("only prose", JsonSerializer.SerializeToElement(Array.Empty<object>())).Evaluate(new CheckInput("a"));
        (report.Total, report.Score, report.Pass).ShouldBe((0, null, null));
    }

    [Fact]
    public void Both_forms_count_together()
    {
        var report = CheckSet.Parse("contains:a", JsonSerializer.SerializeToElement(new[] { new { type = "contains", value = "b" } })).Evaluate(new CheckInput("a"));
        (report.Total, report.Passed).ShouldBe((2, 1));
    }

    /// <summary>By names alone it says what reading the whole document says.</summary>
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("only prose", "[]", false)]
    [InlineData("only prose\ncontains:a", null, true)]
    [InlineData(null, """[{"type":"llm-rubric","value":"x"},{"type":"not_rubric","value":"x"},{"type":" Webhook","value":"https://a.example"}]""", false)]
    [InlineData(null, """[{"type":"llm-rubric","value":"x"},{"type":"not-contains","value":"x"}]""", true)]
    [InlineData(null, """{"threshold":0.5,"checks":[{"type":"is-json"}]}""", true)]
    [InlineData(null, """{"threshold":0.5,"assert":[{"type":"rubric","value":"x"}]}""", false)]
    [InlineData(null, """[{"type":"assert-set","assert":[{"type":"contains","value":"x"},{"type":"rubric","value":"x"}]}]""", false)]
    [InlineData(null, """[{"type":"assert-set","value":{"threshold":1,"checks":[{"type":"contains","value":"x"},{"type":"is-json"}]}}]""", true)]
    public void Whether_an_answer_alone_decides_anything_shows_in_the_names(string? legacy, string? typed, bool decides)
    {
        JsonElement? json = typed is null ? null : JsonSerializer.Deserialize<JsonElement>(typed);
        CheckSet.DecidesAlone(legacy, json).ShouldBe(decides);
        CheckSet.Parse(legacy, json).Checks.Any(check => !check.AsksOutside).ShouldBe(decides);
    }

    [Fact]
    public async Task A_rubric_and_a_webhook_wait_for_somebody_to_answer()
    {
        var set = Set("""[{"type":"contains","value":"a"},{"type":"llm-rubric","value":"is polite","threshold":0.6},{"type":"not-webhook","value":"https://example.org/x"}]""");
        set.AsksOutside.ShouldBeTrue();

        var alone = set.Evaluate(new CheckInput("a"));
        (alone.Total, alone.Undecided, alone.Pass).ShouldBe((1, 2, true));
        alone.Results[1].Passed.ShouldBeNull();

        var asked = new Answers();
        var report = await set.EvaluateAsync(new CheckInput("a"), new OutsideChecks(asked, asked), CancellationToken.None);
        asked.Questions.ShouldBe(["is polite 0.6", "https://example.org/x "]);
        (report.Total, report.Undecided, report.Pass).ShouldBe((3, 0, false));
        report.Results.Select(result => result.Score).ShouldBe([1, 0.7, 0.25]);
    }

    [Theory]
    [InlineData("""[{"type":"contain","value":"a"}]""", "checks[0].type")]
    [InlineData("""[{"value":"a"}]""", "checks[0].type")]
    [InlineData("""["contains:a"]""", "checks[0].type")]
    [InlineData("""{"type":"contains"}""", "checks")]
    [InlineData("\"contains\"", "checks")]
    [InlineData("""[{"type":"is-json"},{"type":"contains"}]""", "checks[1].value")]
    [InlineData("""[{"type":"contains","value":"a","wieght":2}]""", "checks[0].wieght")]
    [InlineData("""[{"type":"contains","value":"a","weight":-1}]""", "checks[0].weight")]
    [InlineData("""[{"type":"contains","value":"a","weight":"2"}]""", "checks[0].weight")]
    [InlineData("""[{"type":"contains","value":"a","not":"yes"}]""", "checks[0].not")]
    [InlineData("""[{"type":"regex","value":"("}]""", "checks[0].value")]
    [InlineData("""[{"type":"max-words","value":-1}]""", "checks[0].value")]
    [InlineData("""[{"type":"word-count","value":{"min":3,"max":1}}]""", "checks[0].value")]
    [InlineData("""[{"type":"word-count","value":{"min":"3"}}]""", "checks[0].value.min")]
    [InlineData("""[{"type":"json-schema"}]""", "checks[0].value")]
    [InlineData("""[{"type":"json-schema","value":{"type":"text"}}]""", "checks[0].value")]
    [InlineData("""[{"type":"json-schema","value":{"$ref":"https://example.org/a.json"}}]""", "checks[0].value")]
    [InlineData("""[{"type":"json-path","value":{"path":"a"}}]""", "checks[0].value.path")]
    [InlineData("""[{"type":"rouge-l","value":"a","threshold":2}]""", "checks[0].threshold")]
    [InlineData("""[{"type":"latency"}]""", "checks[0].threshold")]
    [InlineData("""[{"type":"tool-args","value":"calculator"}]""", "checks[0].value")]
    [InlineData("""[{"type":"tool-sequence","value":{"names":["a"],"mode":"any"}}]""", "checks[0].value.mode")]
    [InlineData("""[{"type":"webhook","value":"file:///etc/passwd"}]""", "checks[0].value")]
    [InlineData("""[{"type":"llm-rubric","value":" "}]""", "checks[0].value")]
    [InlineData("""[{"type":"assert-set","value":[]}]""", "checks[0].value")]
    [InlineData("""[{"type":"assert-set","value":[{"type":"contains","value":"a"},{"type":"regex","value":"("}]}]""", "checks[0].value[1].value")]
    [InlineData("""{"threshold":2,"checks":[{"type":"is-json"}]}""", "checks.threshold")]
    public void A_check_that_cannot_be_meant_so_is_named_by_its_field(string typed, string field)
    {
        using var json = JsonDocument.Parse(typed);
        CheckSet.TryParse(null, json.RootElement, out var problems).ShouldBeNull();
        problems[0].Field.ShouldBe(field);
        problems[0].Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void Sets_cannot_be_nested_without_end()
    {
        var nested = """{"type":"is-json"}""";
        for (var depth = 0; depth < 10; depth++)
        {
            nested = $$"""{"type":"assert-set","value":[{{nested}}]}""";
        }

        using var json = JsonDocument.Parse($"[{nested}]");
        CheckSet.TryParse(null, json.RootElement, out var problems).ShouldBeNull();
        problems[0].Message.ShouldContain("deep");
    }

    [Fact]
    public void No_answer_makes_a_check_throw()
    {
        var set = Set("""
            [{"type":"is-json"},{"type":"contains-json"},{"type":"json-path","value":"$..a[?@.b]"},{"type":"is-xml"},{"type":"is-html"},
             {"type":"json-schema","value":{"type":"object"}},{"type":"levenshtein","value":"abc"},{"type":"rouge-l","value":"a b"},
             {"type":"bleu","value":"a b"},{"type":"regex","value":"[a-z]+$"},{"type":"max-words","value":3},{"type":"contains","value":"\ud83d"}]
            """.Replace("\\ud83d", "x", StringComparison.Ordinal));
        Prop.ForAll(Arb.From(Gen.Elements("{", "}", "[", "]", "\"", "a", ":", ",", "<", ">", "/", "\\u", "d83d", "\ud83d", "&", " ", "\n", "1e999", "``` ").ListOf()
            .Select(parts => string.Concat(parts))), answer => set.Evaluate(new CheckInput(answer)).Results.Count == set.Checks.Count).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(4_000_000)]
    public void A_long_answer_is_judged_in_time(int length)
    {
        var set = Set("""[{"type":"contains-json"},{"type":"levenshtein","value":"abc"},{"type":"rouge-l","value":"a b"},{"type":"is-html"},{"type":"regex","value":"(x+x+)+y"}]""");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var sign in new[] { "{\"a\":", "[", "x", "<b>" })
        {
            set.Evaluate(new CheckInput(string.Concat(Enumerable.Repeat(sign, length / sign.Length)))).Pass.ShouldBe(false);
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static CheckSet Set(string typed)
    {
        using var json = JsonDocument.Parse(typed);
        return CheckSet.Parse(null, json.RootElement);
    }

    private sealed class Answers : IRubricJudge, IWebhookClient
    {
        public List<string> Questions { get; } = [];

        public Task<CheckOutcome> JudgeAsync(RubricQuestion question, CheckInput input, CancellationToken cancellationToken)
        {
            Questions.Add($"{question.Rubric} {question.Threshold}");
            return Task.FromResult(CheckOutcome.Graded(0.7, question.Threshold ?? 1, "polite enough"));
        }

        public Task<CheckOutcome> AskAsync(WebhookQuestion question, CheckInput input, CancellationToken cancellationToken)
        {
            Questions.Add($"{question.Url} {question.Threshold}");
            return Task.FromResult(new CheckOutcome(true, 0.75, "yes"));
        }
    }
}
