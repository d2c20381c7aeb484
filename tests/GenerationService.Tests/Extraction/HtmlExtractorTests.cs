using Podium.GenerationService.Extraction;

namespace Podium.GenerationService.Tests.Extraction;

public sealed class HtmlExtractorTests
{
    public static TheoryData<string> Whole => [.. ModelOutputs.All.Where(output => output.Expected is not null && !output.Truncated).Select(output => output.Name)];

    public static TheoryData<string> Cut => [.. ModelOutputs.All.Where(output => output.Truncated).Select(output => output.Name)];

    public static TheoryData<string> Refused => [.. ModelOutputs.All.Where(output => output.Expected is null).Select(output => output.Name)];

    [Theory]
    [MemberData(nameof(Whole))]
    public void MustHave_13_Html_is_extracted_from(string name)
    {
        var output = ModelOutputs.Find(name);

        var result = HtmlExtractor.Extract(output.Answer, output.CutOff);

        result.Failure.ShouldBeNull();
        result.Html.ShouldBe(output.Expected);
        result.Truncated.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Cut))]
    public void MustHave_13_A_cut_off_page_is_never_whole(string name)
    {
        var output = ModelOutputs.Find(name);

        var result = HtmlExtractor.Extract(output.Answer, output.CutOff);

        result.Html.ShouldBe(output.Expected);
        result.Truncated.ShouldBeTrue();
        result.Notes.ShouldContain("The page is cut off before its end.");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void MustHave_13_What_holds_no_page_is_a_422_with_a_clear_sentence(string name)
    {
        var output = ModelOutputs.Find(name);

        var result = HtmlExtractor.Extract(output.Answer, output.CutOff);

        result.Html.ShouldBeNull();
        ExtractionFailure.Status.ShouldBe(422);
        ExtractionFailure.Code.ShouldBe("no_html");
        result.Failure.ShouldNotBeNull().Message.ShouldEndWith(".");
    }

    [Fact]
    public void MustHave_13_The_table_has_at_least_forty_outputs()
    {
        ModelOutputs.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        ModelOutputs.All.Select(output => output.Name).ShouldBeUnique();
    }

    [Fact]
    public void What_was_undone_is_told()
    {
        HtmlExtractor.Extract(ModelOutputs.Find("a draft and the final page").Answer, cutOff: false)
            .Notes.ShouldContain("The answer holds 2 documents; one was taken.");
        HtmlExtractor.Extract(ModelOutputs.Find("a JSON object").Answer, cutOff: false).Notes.ShouldContain("The page was wrapped in JSON.");
        HtmlExtractor.Extract(ModelOutputs.Find("a plain fence").Answer, cutOff: false).Notes.ShouldBeEmpty();
    }
}
