using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Tools;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Tools;

public class BuiltInToolsTests
{
    [Theory]
    [InlineData("2+2", "4")]
    [InlineData(" 7 - 10 ", "-3")]
    [InlineData("2 * (3 + 4)", "14")]
    [InlineData("7/2", "3.5")]
    [InlineData("8/2", "4")]
    [InlineData("-2**2", "-4")]
    [InlineData("2**3**2", "512")]
    [InlineData("2**-1", "0.5")]
    [InlineData("(-8) % 3", "1")]
    [InlineData("8 % -3", "-1")]
    [InlineData("-7.5 % 2", "0.5")]
    [InlineData("--3", "3")]
    [InlineData("+-+3", "-3")]
    [InlineData("1e3 + .5", "1000.5")]
    [InlineData("1_000 * 3", "3000")]
    [InlineData("123456789 * 987654321", "121932631112635269")]
    [InlineData("2**100", "1267650600228229401496703205376")]
    [InlineData("1**99999999999999999999", "1")]
    [InlineData("(-1)**3", "-1")]
    [InlineData("0**0", "1")]
    public void Race_MustHave_13_The_calculator_calculates(string expression, string result) =>
        Execute("calculator", new { expression }).ShouldBe(new ToolResult(true, $"{{\"result\":{result}}}"));

    [Theory]
    [InlineData("1e308 * 10")]
    [InlineData("10.0 ** 400")]
    [InlineData("9**9**9")]
    [InlineData("2**99999999999999999999")]
    [InlineData("1e999")]
    [InlineData("1/0")]
    [InlineData("5 % 0")]
    [InlineData("0 ** -1")]
    [InlineData("(-8) ** 0.5")]
    public void Race_Fault_07_The_calculator_never_answers_Infinity_or_NaN(string expression)
    {
        var result = Execute("calculator", new { expression });
        result.Status.ShouldBe("error");
        JsonDocument.Parse(result.Json).RootElement.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 +")]
    [InlineData("2 2")]
    [InlineData("(2")]
    [InlineData("abs(-1)")]
    [InlineData("__import__('os')")]
    [InlineData("2 ^ 3")]
    [InlineData("1.2.3")]
    [InlineData("e5")]
    [InlineData("٣+1")]
    public void What_is_no_expression_is_an_error(string expression) => Execute("calculator", new { expression }).Ok.ShouldBeFalse();

    [Fact]
    public void No_expression_keeps_the_calculator_busy_or_throws()
    {
        var clock = Stopwatch.StartNew();
        foreach (var hostile in new[] { new string('(', 100_000), new string('-', 999) + "1", "9**9**9**9**9**9", "99999**99999", string.Join("**", Enumerable.Repeat("2", 300)), string.Join("*", Enumerable.Repeat("9e99", 150)) })
        {
            Execute("calculator", new { expression = hostile }).Ok.ShouldBeFalse();
        }

        Prop.ForAll(Arb.From(Gen.Elements("1", "2.5", "9e9", "+", "-", "*", "**", "/", "%", "(", ")", " ", "0").ListOf().Select(string.Concat)), expression =>
        {
            var result = Execute("calculator", new { expression });
            using var json = JsonDocument.Parse(result.Json);
            return json.RootElement.TryGetProperty(result.Ok ? "result" : "error", out _);
        }).QuickCheckThrowOnFailure();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("""{"a":1}""", true)]
    [InlineData("[1,2", false)]
    [InlineData("NaN", false)]
    public void Race_MustHave_13_JSON_is_validated(string text, bool valid)
    {
        var result = JsonDocument.Parse(Execute("json_validate", new { json_string = text }).Json).RootElement;
        result.GetProperty("valid").GetBoolean().ShouldBe(valid);
        result.TryGetProperty("error", out _).ShouldBe(!valid);
    }

    [Fact]
    public void Race_MustHave_13_Code_blocks_are_extracted()
    {
        const string text = "Text\n```python\nprint(1)\n\nprint(2)\n```\nmore\n~~~~\n```\n~~~\n~~~~\n``` \nopen end";
        Execute("extract_code_blocks", new { text }).Json.ShouldBe("""{"blocks":["print(1)\n\nprint(2)","\u0060\u0060\u0060\n~~~","open end"]}""");
        Execute("extract_code_blocks", new { text = "none" }).ShouldBe(new ToolResult(true, """{"blocks":[]}"""));
    }

    [Theory]
    [InlineData("weather", "{}")]
    [InlineData("calculator", "{}")]
    [InlineData("calculator", "{broken")]
    [InlineData("calculator", "[1]")]
    [InlineData("calculator", """{"expression":["1"]}""")]
    [InlineData("json_validate", """{"json_string":"\ud800"}""")]
    [InlineData("extract_code_blocks", "")]
    public void Race_MustHave_13_What_a_tool_cannot_do_is_an_error_that_the_model_can_read(string tool, string arguments)
    {
        var result = BuiltInTools.Execute(tool, arguments);
        result.Status.ShouldBe("error");
        JsonDocument.Parse(result.Json).RootElement.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    private static ToolResult Execute(string name, object arguments) => BuiltInTools.Execute(name, JsonSerializer.Serialize(arguments));
}
