using System.Diagnostics;
using Podium.EvalService.Checks;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

public class LegacyCheckTests
{
    [Theory]
    [InlineData("contains:foo", "a foo", 1, 1)]
    [InlineData("contains:foo", "a Foo", 1, 0)]
    [InlineData("contains:", "anything", 1, 1)]
    [InlineData("icontains:FOO", "a foo", 1, 1)]
    [InlineData("not_contains:foo", "bar", 1, 1)]
    [InlineData("not_contains:foo", "foo", 1, 0)]
    [InlineData("not_contains:", "anything", 1, 0)]
    [InlineData("regex:^b$", "a\nb\nc", 1, 1)]
    [InlineData("regex:a.c", "a\nc", 1, 0)]
    [InlineData("max_words:2", "one two", 1, 1)]
    [InlineData("max_words:2", "one two three", 1, 0)]
    [InlineData("max_words:few", "one", 1, 0)]
    [InlineData("Note: be brief", "brief", 1, 0)]
    [InlineData("be brief", "brief", 0, 0)]
    [InlineData("", "x", 0, 0)]
    [InlineData(" ;; \n\n ; ", "x", 0, 0)]
    [InlineData(" CONTAINS :  foo  ", "foo", 1, 1)]
    [InlineData("contains:a:b", "xa:by", 1, 1)]
    [InlineData("contains:foo; no colon here\nmax_words:1;Tone: warm", "foo", 3, 2)]
    [InlineData("contains:foo\r\ncontains:bar", "foo bar", 2, 2)]
    public void Race_MustHave_08_Checks_behave_as_the_seed_has_them(string text, string answer, int total, int passed)
    {
        var report = CheckSet.Parse(text, null).Evaluate(new CheckInput(answer));
        (report.Total, report.Passed).ShouldBe((total, passed));
        report.Results.Count.ShouldBe(total);
    }

    [Fact]
    public void Race_MustHave_08_A_result_tells_type_expectation_and_reason()
    {
        var report = CheckSet.Parse("Contains: foo \nlength: 3", null).Evaluate(new CheckInput("bar"));
        report.Results.Select(result => (result.Type, result.Expected, result.Passed)).ShouldBe([("contains", "foo", false), ("length", "3", false)]);
        report.Results[0].Detail.ShouldBe("Missing: 'foo'.");
        report.Results[1].Detail.ShouldStartWith("Unsupported");
        report.Pass.ShouldBe(false);
    }

    [Theory]
    [InlineData(@"contains:a\;b", "xa;by", true)]
    [InlineData(@"regex:a\;b", "a;b", true)]
    [InlineData("json_valid:", "{}", true)]
    [InlineData("json_valid:", "{", false)]
    [InlineData("""json_schema:{"type":"object","required":["a"]}""", """{"a":1}""", true)]
    [InlineData("json_path:$.a[1]", """{"a":[1,2]}""", true)]
    [InlineData("json_path:$.a[2]", """{"a":[1,2]}""", false)]
    [InlineData("equals:yes", "yes", true)]
    [InlineData("equals:yes", "yes!", false)]
    [InlineData("min_words:2", "one", false)]
    [InlineData("max_chars:3", "four", false)]
    [InlineData("line_count:2", "a\nb", true)]
    [InlineData("starts_with:Dear", "Dear Ada", true)]
    [InlineData("not_regex:[0-9]", "no digits", true)]
    public void What_Podium_adds_to_the_seeds_text_works(string text, string answer, bool passes) =>
        CheckSet.Parse(text, null).Evaluate(new CheckInput(answer)).Pass.ShouldBe(passes);

    [Fact]
    public void A_tool_that_was_called_is_found_by_name()
    {
        var called = new CheckInput("") { ToolCalls = [new CheckedToolCall("calculator", null)] };
        CheckSet.Parse("tool_called:calculator", null).Evaluate(called).Pass.ShouldBe(true);
        CheckSet.Parse("tool_called:search", null).Evaluate(called).Pass.ShouldBe(false);
    }

    [Theory]
    [InlineData("regex:(unclosed")]
    [InlineData("contains:a; not_regex:[z-a]")]
    [InlineData("json_schema:{")]
    [InlineData("""json_schema:{"type":"sentence"}""")]
    [InlineData("json_path:items[0]")]
    [InlineData("min_words:many")]
    public void What_cannot_be_meant_so_is_refused_before_anything_is_run(string text)
    {
        var error = Should.Throw<InvalidChecksException>(() => CheckSet.Parse(text, null));
        (error.Status, error.Field).ShouldBe((422, "expected_constraints"));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData(@"(?=(a+)+$)(a|aa)+\1$")]
    [InlineData("((((a{100}){100}){100}){100})b")]
    public void A_pattern_that_explodes_is_stopped(string pattern)
    {
        var clock = Stopwatch.StartNew();
        if (CheckSet.TryParse($"regex:{pattern}", null, out _) is { } checks)
        {
            checks.Evaluate(new CheckInput(new string('a', 50_000) + "!")).Pass.ShouldBe(false);
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_pattern_that_ran_out_of_time_passes_neither_way()
    {
        const string pattern = @"(?=(a+)+$)(a|aa)+\1$";
        CheckSet.Parse($"not_regex:{pattern}", null).Evaluate(new CheckInput(new string('a', 50_000) + "!")).Pass.ShouldBe(false);
    }
}
