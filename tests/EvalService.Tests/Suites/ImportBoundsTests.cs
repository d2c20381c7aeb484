using System.Diagnostics;
using Podium.EvalService.Suites.Importing;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Tests.Suites;

/// <summary>A small file can ask for a very large suite: by its template, its variables or its aliases.</summary>
public sealed class ImportBoundsTests
{
    private const int Most = 1_000_000;

    [Fact]
    public void A_table_whose_template_outgrows_it_is_refused() =>
        Refused("t.csv", "a\n" + string.Concat(Enumerable.Repeat("x\n", 10_000)), prompt: new string('p', 10_000) + "{{a}}");

    [Fact]
    public void A_variable_that_is_used_very_often_is_refused_before_it_is_filled_in() =>
        Refused("c.yaml", $"prompts: ['{string.Concat(Enumerable.Repeat("{{a}}", 10_000))}']\ntests:\n  - vars: {{ a: {new string('x', 10_000)} }}\n");

    [Fact]
    public void Prompts_times_tests_that_outgrow_the_file_are_refused() =>
        Refused("c.yaml", $"prompts: [{new string('p', 10_000)}]\ntests: [{string.Join(',', Enumerable.Repeat("{vars: {a: b}}", 5_000))}]\n");

    [Fact]
    public void Chat_prompts_that_come_to_nothing_are_counted_too() =>
        Refused("c.yaml", $$"""
            prompts: ['[{"role":"system","x":"{{new string('p', 10_000)}}"}]']
            tests: [{{string.Join(',', Enumerable.Repeat("{vars: {a: b}}", 5_000))}}]
            """);

    [Theory]
    [InlineData("vars: { a: ")]
    [InlineData("assert: { type: no-such-check, value: ")]
    [InlineData("metadata: { a: ")]
    [InlineData("options: { prefix: ")]
    public void What_every_test_inherits_is_counted_for_each(string member)
    {
        var one = $"{member}{new string('x', 10_000)} }}".Replace("assert: {", "assert: [{", StringComparison.Ordinal);
        one += one.Contains("[{", StringComparison.Ordinal) ? "]" : "";
        Refused("c.yaml", $"prompts: [p]\ndefaultTest: {{ {one} }}\ntests: [{string.Join(',', Enumerable.Repeat("{vars: {z: b}}", 5_000))}]\n");
    }

    [Fact]
    public void A_config_without_a_prompt_is_refused_at_once()
    {
        var clock = Stopwatch.StartNew();
        Refused("c.yaml", $"prompts: []\ndefaultTest: {{ vars: {{ a: {new string('x', 100_000)} }} }}\ntests: [{string.Join(',', Enumerable.Repeat("{}", 50_000))}]\n", because: "no case");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Aliases_of_a_long_text_are_counted_by_their_characters() =>
        Refused("c.yaml", $"- &a {new string('x', 10_000)}\n" + string.Concat(Enumerable.Repeat("- *a\n", 5_000)));

    [Fact]
    public void Aliases_cannot_be_chained_into_a_depth_that_ends_the_process()
    {
        var open = new string('[', 50);
        var close = new string(']', 50);
        var chain = $"a0: &a0 {open}{close}\n" + string.Concat(Enumerable.Range(1, 2_000).Select(i => $"a{i}: &a{i} {open}*a{i - 1}{close}\n"));
        Refused("c.yaml", chain, because: "deep");
    }

    [Fact]
    public void Many_lists_of_one_value_are_one_combination()
    {
        var lists = string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"v{i}: [x]"));
        var imported = SuiteImport.Read(Request("c.yaml", $"prompts: ['{{{{v7}}}}']\ntests: [{{ vars: {{ {lists} }} }}]\n"), 10, 100_000_000);
        imported.Draft.Tests!.ShouldHaveSingleItem().UserPrompt.ShouldBe("x");
    }

    [Fact]
    public void Rows_beyond_the_most_cases_are_left_out_and_use_up_nothing()
    {
        var imported = SuiteImport.Read(
            Request("t.csv", "a\n" + string.Concat(Enumerable.Repeat("x\n", 10_000))) with { Prompt = new string('p', 1_000) + "{{a}}" }, 10, Most);
        (imported.Draft.Tests!.Count, imported.Skipped).ShouldBe((10, 9_990));
    }

    private static void Refused(string name, string text, string? prompt = null, string because = "characters")
    {
        var refused = Should.Throw<InvalidFieldsException>(() => SuiteImport.Read(Request(name, text) with { Prompt = prompt }, 100_000, Most));
        refused.Field.ShouldBe("content");
        refused.Message.ShouldContain(because);
    }

    private static ImportRequest Request(string name, string text) => new(text, name, null, null, null, null, false);
}
