using System.Diagnostics;
using System.Text.Json;
using Podium.EvalService.Tools;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Tools;

public class ToolCallTests
{
    [Theory]
    [InlineData("""{"tool":"calculator","args":{"expression":"2+2"}}""", """calculator {"expression":"2+2"}""")]
    [InlineData("""I will call {"tool": "search"} now.""", "search {}")]
    [InlineData("```json\n{\"tool\":\"a\",\"args\":{}}\n```\nand {\"tool\":\"b\",\"args\":{\"x\":{\"tool\":\"inner\"}}}", """a {} b {"x":{"tool":"inner"}}""")]
    [InlineData("""{"calls":[{"tool":"a"},{"tool":"b"}]}""", "a {} b {}")]
    [InlineData("""[{"tool":"a","args":null}]""", "a {}")]
    [InlineData("""{"tool":1}{"tool":""}{"tool":"x","args":"text"}{"tool":{}}""", "")]
    [InlineData("""{"tool":"\ud800"} {"tool":"cut off", "args":{""", "\uFFFD {}")]
    [InlineData("no call at all", "")]
    public void Race_MustHave_13_Calls_written_into_the_text_are_found(string text, string calls) =>
        string.Join(' ', FallbackCalls.In(text).Select(call => $"{call.Name} {call.ArgumentsJson}")).ShouldBe(calls);

    [Fact]
    public void Race_MustHave_13_Each_such_call_has_an_id_and_says_its_style()
    {
        var calls = FallbackCalls.In("""{"tool":"a"}{"tool":"a"}""");
        calls.Select(call => (call.Id, call.Style)).ShouldBe([("fallback_1", "fallback"), ("fallback_2", "fallback")]);
    }

    [Fact]
    public void Hostile_text_is_searched_in_time()
    {
        var clock = Stopwatch.StartNew();
        foreach (var part in new[] { "{", "{\"a\":", "[[", "{\"tool\":\"a\"}" })
        {
            FallbackCalls.In(string.Concat(Enumerable.Repeat(part, 300_000))).Count.ShouldBeLessThanOrEqualTo(32);
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_tests_tools_are_read_in_both_spellings()
    {
        var json = Json("""
            [{"type":"function","function":{"name":"calculator","description":"Calculates.","parameters":{"type":"object","properties":{"expression":{"type":"string"}}}}},
             {"name":"now"}]
            """);
        ToolSchema.TryParse(json, out var problem).ShouldBe(
        [
            new DeclaredTool("calculator", "Calculates.", """{"type":"object","properties":{"expression":{"type":"string"}}}"""),
            new DeclaredTool("now", "", """{"type":"object","properties":{}}"""),
        ]);
        problem.ShouldBeNull();
        ToolSchema.TryParse(null, out _).ShouldBe([]);
        ToolSchema.TryParse(Json("null"), out _).ShouldBe([]);
    }

    [Theory]
    [InlineData("{}", "tools_schema_json")]
    [InlineData("[1]", "tools_schema_json[0]")]
    [InlineData("""[{"name":"a"},{"type":"function","function":{}}]""", "tools_schema_json[1].function.name")]
    [InlineData("""[{"name":"a","parameters":"x"}]""", "tools_schema_json[0].parameters")]
    [InlineData("""[{"name":"a"},{"name":"a"}]""", "tools_schema_json")]
    public void Tools_that_cannot_be_meant_so_are_named_by_their_field(string json, string field)
    {
        ToolSchema.TryParse(Json(json), out var problem).ShouldBeNull();
        problem!.Value.Field.ShouldBe(field);
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
