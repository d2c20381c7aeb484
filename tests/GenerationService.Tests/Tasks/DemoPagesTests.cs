using Podium.GenerationService.Extraction;
using Podium.GenerationService.Tasks;
using Podium.GenerationService.Tasks.Demo;

namespace Podium.GenerationService.Tests.Tasks;

public sealed class DemoPagesTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var model in DemoModel.All)
            {
                foreach (var task in TaskCatalog.All)
                {
                    all.Add(model.Id, task.Id);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_demo_page_is_one_self_contained_accessible_document(string model, string taskId)
    {
        var page = DemoPages.For(model, taskId);

        var result = HtmlExtractor.Extract(page, cutOff: false);
        result.Html.ShouldBe(page.TrimEnd());
        result.Truncated.ShouldBeFalse();
        result.Notes.ShouldBeEmpty();
        var facts = PageFacts.Read(page);
        facts.Title.ShouldNotBeNull();
        facts.Bytes.ShouldBeInRange(8_000, 30_000);
        facts.ExternalRequests.ShouldBe(0);
        facts.MissingFiles.ShouldBe(0);
        (facts.HasDoctype, facts.HasLang, facts.HasViewport).ShouldBe((true, true, true));
        facts.ImagesWithoutAlt.ShouldBe(0);
        facts.InputsWithoutLabel.ShouldBe(0);
        facts.MainHeadings.ShouldBe(1);
        facts.Landmarks.ShouldContain("main");
    }

    [Theory]
    [InlineData("podium-sprinter")]
    [InlineData("podium-thinker")]
    [InlineData("podium-phoenix")]
    public void A_demo_redesign_keeps_every_section_and_every_claim(string model)
    {
        var kept = PageFacts.Read(DemoPages.For(model, GenerationTask.Redesign), TaskContent.BaselineTexts).Content.ShouldNotBeNull();

        kept.Missing.ShouldBeEmpty();
        kept.Share.ShouldBe(1);
    }

    [Fact]
    public void No_two_demo_pages_are_alike() =>
        DemoModel.All.SelectMany(model => TaskCatalog.All.Select(task => DemoPages.For(model.Id, task.Id))).ShouldBeUnique();

    [Fact]
    public void An_unknown_model_or_task_still_gets_a_page()
    {
        DemoPages.For("demo/unheard-of", GenerationTask.Form).ShouldBe(DemoPages.For(DemoModel.Sprinter.Id, GenerationTask.Form));
        DemoPages.For(DemoModel.Thinker.Id, "unheard_of").ShouldBe(DemoPages.For(DemoModel.Thinker.Id, GenerationTask.Free));
    }
}
