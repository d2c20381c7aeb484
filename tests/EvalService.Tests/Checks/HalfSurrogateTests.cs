using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Judging;
using Podium.EvalService.Runs.Items;
using Podium.EvalService.Tools;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

/// <summary>JSON may escape half of a surrogate pair. No .NET text can hold it, and looking a member up by name would throw.</summary>
public class HalfSurrogateTests
{
    [Theory]
    [InlineData("""{"type":"json-path","value":"$.a"}""", """{"\ud800":1,"a":2}""", true)]
    [InlineData("""{"type":"json-path","value":"$.a"}""", """{"\ud800":1}""", false)]
    [InlineData("""{"type":"json-path","value":"$..[?@.a]"}""", """[{"a":1,"\uDC00x":1}]""", true)]
    [InlineData("""{"type":"json-path","value":"$['\ud83d\ude00']"}""", """{"\ud83d\ude00":1}""", true)]
    [InlineData("""{"type":"json-path","value":"$['\\\\ud800']"}""", """{"\\ud800":1}""", true)]
    [InlineData("""{"type":"is-json"}""", """{"\ud800":"\udbff"}""", true)]
    [InlineData("""{"type":"equals","value":{"a":1}}""", """{"\ud800":1,"a":1}""", false)]
    [InlineData("""{"type":"json-schema","value":{"required":["a"]}}""", """{"\ud800":1}""", false)]
    [InlineData("""{"type":"json-schema","value":{"required":["a"]}}""", """{"\ud800":1,"a":1}""", true)]
    [InlineData("""{"type":"json-schema","value":{"dependentRequired":{"a":["b"]}}}""", """{"\ud800":1,"a":1}""", false)]
    [InlineData("""{"type":"json-schema","value":{"dependentSchemas":{"a":false}}}""", """{"\ud800":1,"a":1}""", false)]
    [InlineData("""{"type":"contains-json","value":{"required":["a"]}}""", """So: {"\ud800":1,"a":1}""", true)]
    public void No_name_in_an_answer_makes_a_check_throw(string check, string answer, bool passes)
    {
        using var json = JsonDocument.Parse($"[{check}]");
        CheckSet.Parse(null, json.RootElement).Evaluate(new CheckInput(answer)).Pass.ShouldBe(passes);
    }

    [Fact]
    public void Calls_written_into_such_a_text_are_found() =>
        FallbackCalls.In("""{"\ud800":1} {"tool":"calculator","args":{"\udc00":1}}""").ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"\uFFFD":1}""");

    [Fact]
    public void A_tool_refuses_such_arguments()
    {
        var result = BuiltInTools.Execute("calculator", """{"\ud800":1,"expression":"1"}""");
        result.Ok.ShouldBeFalse();
        result.Json.ShouldContain("surrogate");
    }

    [Fact]
    public void Such_arguments_of_a_call_are_compared_all_the_same()
    {
        using var check = JsonDocument.Parse("""[{"type":"tool-args","value":{"name":"t","args":{"a":1}}}]""");
        var input = new CheckInput("") { ToolCalls = [new CheckedToolCall("t", ItemEventBodies.TryParse("""{"\ud800":1,"a":1}"""))] };
        CheckSet.Parse(null, check.RootElement).Evaluate(input).Pass.ShouldBe(true);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"score":0.8,"reason":"fine"}""", "fine")]
    [InlineData("""{"score":0.8,"reason":"\ud800 fine"}""", "\uFFFD fine")]
    [InlineData("""I saw "\ud800". {"score":0.8,"reason":"\ud83d\ude00"}""", "😀")]
    public void A_judges_reply_is_read_all_the_same(string reply, string reason)
    {
        var outcome = RubricJudge.Read(reply, null);
        (outcome.Score, outcome.Detail).ShouldBe((0.8, reason));
    }

    [Theory]
    [InlineData(1_999)]
    [InlineData(2_000)]
    public void A_judges_reason_is_not_cut_inside_a_sign(int before) =>
        RubricJudge.Read(JsonSerializer.Serialize(new { score = 1, reason = new string('x', before) + "😀" }), null).Detail.ShouldBe(new string('x', before));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(@"\ud800", @"\uFFFD")]
    [InlineData(@"\uD83D\uDE00", @"\uD83D\uDE00")]
    [InlineData(@"\udc00\ud83d\ude00\ud83d", @"\uFFFD\ud83d\ude00\uFFFD")]
    [InlineData(@"\\ud800 \\\ud800", @"\\ud800 \\\uFFFD")]
    [InlineData(@"\ud83d\\ude00", @"\uFFFD\\ude00")]
    public void Only_escapes_of_half_a_pair_are_replaced(string json, string repaired) => RepairedJson.Of(json).ShouldBe(repaired);
}
