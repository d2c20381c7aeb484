using System.Diagnostics;
using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Suites;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Tests.Suites;

public sealed class SuiteValidationTests
{
    [Theory]
    [InlineData("[]", "name")]
    [InlineData("""{"category":"c","tests":[]}""", "name")]
    [InlineData("""{"name":" ","category":"c","tests":[]}""", "name")]
    [InlineData("""{"name":7,"category":"c","tests":[]}""", "name")]
    [InlineData("""{"name":"a\u0000b","category":"c","tests":[]}""", "name")]
    [InlineData("""{"name":"\ud800","category":"c","tests":[]}""", "name")]
    [InlineData("""{"name":"n","tests":[]}""", "category")]
    [InlineData("""{"name":"n","category":"c"}""", "tests")]
    [InlineData("""{"name":"n","category":"c","tests":{}}""", "tests")]
    [InlineData("""{"name":"n","category":"c","tests":[1]}""", "tests[0]")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t"}]}""", "tests[0].user_prompt")]
    [InlineData("""{"name":"n","category":"c","tests":[{"user_prompt":"p"}]}""", "tests[0].name")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","order_index":1.5}]}""", "tests[0].order_index")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","order_index":3},{"name":"t","user_prompt":"p","order_index":3}]}""", "tests[1].order_index")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","expected_constraints":"regex:("}]}""", "tests[0].expected_constraints")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","checks":"contains"}]}""", "tests[0].checks")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","checks":[{"type":"contains","value":"a"},{"type":"telepathy"}]}]}""", "tests[0].checks[1].type")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","checks":[{"type":"regex","value":"("}]}]}""", "tests[0].checks[0].value")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","tools_schema_json":{}}]}""", "tests[0].tools_schema_json")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","tools_schema_json":[{"function":{}}]}]}""", "tests[0].tools_schema_json[0].function.name")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","metadata":[]}]}""", "tests[0].metadata")]
    [InlineData("""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","metadata":{"a":"\udc00"}}]}""", "tests[0].metadata")]
    public void What_cannot_be_meant_is_refused_by_field(string json, string field)
    {
        var refused = Should.Throw<InvalidFieldsException>(() => Read(json));
        (refused.Status, refused.Field).ShouldBe((422, field));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refused = Should.Throw<InvalidFieldsException>(() => Read("""{"tests":[{"name":"t"},{"user_prompt":"p"}]}"""));
        ((Array)refused.Extensions["detail"]!).Length.ShouldBe(4);
    }

    [Fact]
    public void A_million_faults_are_not_all_told()
    {
        var json = $$"""{"name":"n","category":"c","tests":[{{string.Join(',', Enumerable.Repeat("{}", 50_000))}}]}""";
        var refused = Should.Throw<InvalidFieldsException>(() => Read(json));
        ((Array)refused.Extensions["detail"]!).Length.ShouldBeLessThanOrEqualTo(101);
    }

    /// <summary>Checks as a hostile author writes them: saving says no, or yes, in bounded time, and what is saved judges in bounded time.</summary>
    [Theory]
    [InlineData("regex", "\"(a+)+$\"")]
    [InlineData("regex", "\"(?=(a+)+$)(a|aa)+\\\\1$\"")]
    [InlineData("regex", "\"((((a{1000}){1000}){1000}){1000})\"")]
    [InlineData("json-schema", """{"$ref":"#"}""")]
    [InlineData("json-schema", """{"pattern":"^(a|a)*$","items":{"$ref":"#"},"anyOf":[{"$ref":"#/items"},{"$ref":"#/items"}]}""")]
    [InlineData("json-schema", """{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""")]
    [InlineData("json-path", "\"$..*..*..*..*..*[?@..* == $..*]\"")]
    public void A_bomb_among_the_checks_costs_a_failed_check_at_most(string type, string value)
    {
        var clock = Stopwatch.StartNew();
        var json = $$"""{"name":"n","category":"c","tests":[{"name":"t","user_prompt":"p","checks":[{"type":"{{type}}","value":{{value}}}]}]}""";
        SuiteDraft? draft = null;
        try
        {
            draft = Read(json);
        }
        catch (InvalidFieldsException refused)
        {
            refused.Field!.ShouldStartWith("tests[0].checks[0]");
        }

        if (draft is not null)
        {
            var checks = CheckSet.Parse(null, Parse(draft.Tests![0].Checks!));
            foreach (var answer in new[] { new string('a', 200_000) + "!", $"[{string.Join(',', Enumerable.Repeat("[[1,2],[3]]", 5_000))}]", $"\"{new string('a', 200_000)}!\"" })
            {
                checks.Evaluate(new CheckInput(answer)).Pass.ShouldBe(false);
            }
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_schema_of_ten_thousand_patterns_is_refused()
    {
        var patterns = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"^a{{1,{i + 1}}}$\":true"));
        var clock = Stopwatch.StartNew();
        var check = $"{{\"type\":\"json-schema\",\"value\":{{\"patternProperties\":{{{patterns}}}}}}}";
        Should.Throw<InvalidFieldsException>(() => Read(
            $"{{\"name\":\"n\",\"category\":\"c\",\"tests\":[{{\"name\":\"t\",\"user_prompt\":\"p\",\"checks\":[{check}]}}]}}"))
            .Field.ShouldBe("tests[0].checks[0].value");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void More_tests_than_are_allowed_are_refused() =>
        Should.Throw<InvalidFieldsException>(() => SuiteReader.Read(Parse("""{"name":"n","category":"c","tests":[{},{},{}]}"""), 2)).Field.ShouldBe("tests");

    [Fact]
    public void What_the_seed_exports_is_read()
    {
        var draft = Read("""
            {"name":"n","category":"c","description":"","tests":[{"order_index":0,"name":"t","system_prompt":"","user_prompt":"p","expected_constraints":"",
            "tools_schema_json":""}]}
            """);
        var test = draft.Tests.ShouldHaveSingleItem();
        (test.OrderIndex, test.SystemPrompt, test.ExpectedConstraints, test.ToolsSchemaJson).ShouldBe((0, "", "", null));
    }

    [Fact]
    public void Tests_without_an_order_keep_the_one_they_stand_in() =>
        Read("""{"name":"n","category":"c","tests":[{"name":"b","user_prompt":"p"},{"name":"a","user_prompt":"p"}]}""")
            .Tests!.Select(test => (test.OrderIndex, test.Name)).ShouldBe([(0, "b"), (1, "a")]);

    [Fact]
    public void A_change_needs_nothing_but_what_changes()
    {
        var draft = SuiteReader.Read(Parse("""{"category":"c"}"""), 10, partial: true);
        (draft.Name, draft.Category, draft.HasDescription, draft.Tests).ShouldBe((null, "c", false, null));
        Should.Throw<InvalidFieldsException>(() => SuiteReader.Read(Parse("""{"name":""}"""), 10, partial: true)).Field.ShouldBe("name");
    }

    [Fact]
    public void Fingerprints_tell_tests_apart_and_take_an_empty_text_for_none()
    {
        var test = new SuiteTest { OrderIndex = 1, Name = "a", UserPrompt = "bc" };
        SuiteFingerprint.Of([test], null).ShouldBe(SuiteFingerprint.Of([test with { Id = 7, SystemPrompt = "" }], ""));
        SuiteFingerprint.Of([test], null).ShouldNotBe(SuiteFingerprint.Of([test with { Name = "ab", UserPrompt = "c" }], null));
        SuiteFingerprint.Of([test], null).ShouldNotBe(SuiteFingerprint.Of([test], "rubric"));
    }

    private static SuiteDraft Read(string json) => SuiteReader.Read(Parse(json), 100_000);

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
