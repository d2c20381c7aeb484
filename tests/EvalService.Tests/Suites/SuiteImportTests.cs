using System.Text.Json;
using Podium.EvalService.Suites;
using Podium.EvalService.Suites.Importing;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Tests.Suites;

public sealed class SuiteImportTests
{
    private const long Characters = 10_000_000;

    [Fact]
    public void Prompts_times_tests_times_listed_variables_are_cases()
    {
        var imported = Read("promptfooconfig.yaml", """
            prompts:
              - "Translate {{word}} to {{language}}"
              - { label: short, raw: "{{language}}: {{word}}" }
            defaultTest:
              vars: { word: tea }
              assert: [ { type: not-contains, value: "{{word}}!" } ]
            tests:
              - description: one
                vars: { language: [German, French] }
                threshold: 0.5
                assert:
                  - { type: contains-any, value: [Tee, "thé"], weight: 2 }
            """);

        imported.Draft.Tests!.Select(t => t.UserPrompt).ShouldBe(
            ["Translate tea to German", "German: tea", "Translate tea to French", "French: tea"]);
        imported.Draft.Tests!.ShouldAllBe(t => t.Family == "test-1");
        imported.Draft.Tests![1].Name.ShouldBe("one · short");
        Same(imported.Draft.Tests![0].Checks, """
            {"threshold":0.5,"checks":[{"type":"not-contains","value":"tea!"},{"type":"contains-any","value":["Tee","thé"],"weight":2}]}
            """);
        imported.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Chat_prompts_give_a_system_prompt_and_quotes_in_variables_do_no_harm()
    {
        var imported = Read("c.json", """
            {"prompts":["[{\"role\":\"system\",\"content\":\"Be {{mood}}.\"},{\"role\":\"user\",\"content\":\"{{text}}\"}]"],
             "tests":[{"vars":{"mood":"kind","text":"Say \"hi\"\nplease"}}]}
            """);

        var test = imported.Draft.Tests!.ShouldHaveSingleItem();
        (test.SystemPrompt, test.UserPrompt).ShouldBe(("Be kind.", "Say \"hi\"\nplease"));
    }

    [Fact]
    public void What_does_not_map_is_told_by_place()
    {
        var imported = Read("c.yaml", """
            prompts: ["{{a}} {{a | upper}}", file://other.txt]
            providers: [x]
            scenarios: []
            tests:
              - vars: { a: "1" }
                options: { transform: output.trim() }
                assert:
                  - { type: similar, value: x }
                  - { type: regex, value: "(" }
                  - { type: contains, value: file://a.txt }
                  - { type: equals, value: x, transform: y }
                  - { type: contains, value: x, provider: p }
            """);

        imported.Notes.Select(n => n.Where).ShouldBe(
        [
            "scenarios", "providers", "prompts[1]", "tests[0]", "tests[0].assert[0]", "tests[0].assert[1]", "tests[0].assert[2]", "tests[0].assert[3]",
            "tests[0].assert[4]", "tests[0]",
        ], ignoreOrder: true);
        var test = imported.Draft.Tests!.ShouldHaveSingleItem();
        test.UserPrompt.ShouldBe("1 {{a | upper}}");
        Same(test.Checks, """[{"type":"contains","value":"x"}]""");
    }

    [Fact]
    public void Lines_of_JSON_are_read_by_the_names_data_sets_use()
    {
        var imported = Read("cases.jsonl", """
            {"id": 7, "question": "2 + 2?", "answer": "4", "difficulty": "easy"}
            not json

            {"input": [{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}], "ideal": "Hello", "difficulty": "hard"}
            {"name": "empty"}
            """);

        imported.Draft.Name.ShouldBe("cases");
        imported.Draft.Tests!.Select(t => (t.OrderIndex, t.Name, t.SystemPrompt, t.UserPrompt, t.Reference)).ShouldBe(
            [(1, "7", null, "2 + 2?", "4"), (2, "Case 1", "Be brief.", "Hi", "Hello")]);
        Same(imported.Draft.Tests![0].Metadata, """{"difficulty":"easy"}""");
        imported.Skipped.ShouldBe(2);
        imported.Notes.ShouldContain(n => n.Where == "line 2" && n.Message.Contains("not JSON"));
        imported.Notes.ShouldContain(n => n.Where == "line 5" && n.Message.Contains("user_prompt"));
        imported.Notes.Single(n => n.Message.Contains("difficulty")).Times.ShouldBe(2);
    }

    [Fact]
    public void A_table_of_promptfoo_is_read_with_its_expectations()
    {
        var imported = SuiteImport.Read(
            Request("t.csv", "country,__expected,__expected2,__description\nFrance,icontains: Paris,\"contains-any: a, b\",First\n\"Côte d'Ivoire\",Yamoussoukro,levenshtein(3): x,\n") with
            {
                Prompt = "Capital of {{country}}?",
            },
            100,
            Characters);

        imported.Draft.Tests!.Select(t => t.UserPrompt).ShouldBe(["Capital of France?", "Capital of Côte d'Ivoire?"]);
        imported.Draft.Tests![0].Name.ShouldBe("First");
        Same(imported.Draft.Tests![0].Checks, """[{"type":"icontains","value":"Paris"},{"type":"contains-any","value":"a, b"}]""");
        Same(imported.Draft.Tests![1].Checks, """[{"type":"equals","value":"Yamoussoukro"},{"type":"levenshtein","value":"x","threshold":3}]""");
    }

    [Theory]
    [InlineData("prompt;expected\r\n\"a;b\nc\";\"say \"\"x\"\"\"\r\n", "a;b\nc", "say \"x\"")]
    [InlineData("\uFEFFprompt\texpected\na\tb", "a", "b")]
    public void Tables_may_be_written_in_any_usual_way(string text, string prompt, string reference)
    {
        var test = Read("t.csv", text).Draft.Tests!.ShouldHaveSingleItem();
        (test.UserPrompt, test.Reference).ShouldBe((prompt, reference));
    }

    [Theory]
    [InlineData("t.csv", "prompt\n\"open")]
    [InlineData("t.csv", "prompt\n")]
    [InlineData("t.yaml", "a: [b")]
    [InlineData("t.yaml", "a: *nobody")]
    [InlineData("t.yaml", "just a text")]
    [InlineData("t.json", "{")]
    [InlineData("t.json", "7")]
    [InlineData("t.json", """{"name":"n","tests":[{"\ud800":1,"name":"t","user_prompt":"p"}]}""")]
    [InlineData("t.jsonl", "7\n8")]
    [InlineData("t.jsonl", """{"prompt":"a","prompt":"b"}""")]
    [InlineData("t.jsonl", """{"prompt":"\ud800"}""")]
    [InlineData("t.jsonl", """{"\ud800":"a","\ud800":"b"}""")]
    [InlineData("t.json", """[{"prompt":"\udc00"}]""")]
    [InlineData("t.json", """{"prompts":["a"],"tests":[{"vars":{"x":1,"x":2}}]}""")]
    [InlineData("t.json", """{"prompts":["\ud800"]}""")]
    [InlineData("t.yaml", "prompts: [\"\\uD800\"]")]
    [InlineData("t.yaml", "a: &a [*a]")]
    [InlineData("t.yaml", "? [a]\n: b")]
    [InlineData("t.yaml", "%YAML 9.9\n---\n!!python/object:os.system x")]
    [InlineData(null, "")]
    public void A_file_without_a_case_is_refused_with_its_reason(string? name, string text) =>
        Should.Throw<InvalidFieldsException>(() => Read(name, text)).Field.ShouldBe("content");

    [Fact]
    public void A_file_that_multiplies_itself_is_refused()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Should.Throw<InvalidFieldsException>(() => Read("bomb.yaml", bomb)).Message.ShouldContain("values");
    }

    [Fact]
    public void A_file_that_is_nested_without_end_is_refused()
    {
        foreach (var (name, open) in new[] { ("t.json", "["), ("t.json", "{\"a\":"), ("t.yaml", "["), ("t.yaml", "{a: "), ("t.yaml", "- ") })
        {
            Should.Throw<InvalidFieldsException>(() => Read(name, string.Concat(Enumerable.Repeat(open, 100_000)))).Field.ShouldBe("content");
        }
    }

    [Fact]
    public void A_default_test_in_another_file_is_told() =>
        Read("c.yaml", "prompts: [a]\ndefaultTest: file://default.yaml\n").Notes.ShouldContain(note => note.Where == "defaultTest");

    [Fact]
    public void Combinations_beyond_the_limit_are_left_out_and_told()
    {
        var lists = string.Join("\n", Enumerable.Range(0, 8).Select(i => $"      v{i}: [{string.Join(',', Enumerable.Range(0, 10))}]"));
        var imported = SuiteImport.Read(Request("c.yaml", $"prompts: ['{{{{v0}}}}']\ntests:\n  - vars:\n{lists}\n"), 50, Characters);
        imported.Draft.Tests!.Count.ShouldBe(50);
        imported.Notes.ShouldContain(n => n.Message.Contains("at most"));
    }

    [Theory]
    [InlineData(null, "{\"a\":1}\n{\"a\":2}", "jsonl")]
    [InlineData(null, "{\n \"a\": 1\n}", "json")]
    [InlineData(null, "[1]", "json")]
    [InlineData(null, "prompt,expected\na,b", "csv")]
    [InlineData(null, "prompts: [a, b]\n", "yaml")]
    [InlineData("x.YML", "[1]", "yaml")]
    public void The_format_is_seen(string? name, string text, string format) => ImportFormat.Of(name, text).ShouldBe(format);

    private static ImportedSuite Read(string? name, string text) => SuiteImport.Read(Request(name, text), 1_000, Characters);

    private static ImportRequest Request(string? name, string text) => new(text, name, null, null, null, null, false);

    private static void Same(string? actual, string expected) =>
        JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(actual!), JsonSerializer.Deserialize<JsonElement>(expected)).ShouldBeTrue(actual);
}
