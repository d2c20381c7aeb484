using System.Text.Json;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Tasks;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tests.Tasks;

public sealed class TaskCatalogTests
{
    private const string ImageContext = """{"imageId":"figma_landing","imageUrl":"https://podium.example/mock.png"}""";

    [Theory]
    [InlineData(null, "html_redesign")]
    [InlineData("", "html_redesign")]
    [InlineData("html_redesign", "html_redesign")]
    [InlineData("multistep_form", "multistep_form")]
    [InlineData("image_to_code", "image_to_code")]
    public void MustHave_22_Three_tasks_become_messages(string? taskId, string planned)
    {
        var plan = Plan(taskId, taskId == "image_to_code" ? ImageContext : null);

        plan.Task.Id.ShouldBe(planned);
        plan.Task.PromptVersion.ShouldBe("v1");
        plan.Messages.Select(message => message.Role).ShouldBe([ChatRole.System, ChatRole.User]);
    }

    [Fact]
    public void MustHave_22_The_picture_is_attached_and_can_be_left_out()
    {
        var plan = Plan("image_to_code", ImageContext);

        var image = plan.Messages[1].Images.ShouldHaveSingleItem();
        image.MediaType.ShouldBe("image/png");
        image.Data.Span[..4].ToArray().ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        image.Data.Length.ShouldBeLessThan(300_000);
        plan.Messages[1].Text.ShouldContain("https://podium.example/mock.png");
        plan.Messages[1].Text.ShouldContain("nordline-mark.svg");
        plan.Messages[1].Text.ShouldContain("nordline-landscape.svg");
        plan.MessagesWithoutImages.ShouldAllBe(message => message.Images.Count == 0);
        plan.MessagesWithoutImages[1].Text.ShouldBe(plan.Messages[1].Text);
    }

    [Fact]
    public void MustHave_22_A_skill_of_8000_characters_stands_between_markers_and_one_more_is_refused()
    {
        var text = Plan("multistep_form", null, skill: new string('s', 8_000)).Messages[1].Text;

        text.ShouldContain($"----- BEGIN SKILL -----\n{new string('s', 8_000)}\n----- END SKILL -----");
        Should.Throw<InvalidInputException>(() => Plan("multistep_form", null, skill: new string('s', 8_001))).Field.ShouldBe("skillContent");
    }

    [Fact]
    public void Only_the_redesign_carries_the_baseline_page()
    {
        Plan("html_redesign", "\"ignored\"").Messages[1].Text.ShouldContain(TaskContent.BaselineHtml);
        foreach (var other in (string[])["multistep_form", "image_to_code", "free"])
        {
            Plan(other, other == "image_to_code" ? ImageContext : null, prompt: "A page about tea.").Messages[1].Text.ShouldNotContain("```");
        }
    }

    [Fact]
    public void A_free_prompt_is_sent_as_written()
    {
        Plan("free", null, prompt: "  A page about tea.  ").Messages[1].Text.ShouldBe("A page about tea.");
        Plan("free", null, prompt: new string('p', 20_000)).Messages[1].Text.Length.ShouldBe(20_000);
    }

    [Theory]
    [InlineData("unheard_of", null, null, "taskId")]
    [InlineData("free", null, null, "prompt")]
    [InlineData("free", null, " \n", "prompt")]
    [InlineData("image_to_code", null, null, "taskContext")]
    [InlineData("image_to_code", "null", null, "taskContext")]
    [InlineData("image_to_code", "[]", null, "taskContext")]
    [InlineData("image_to_code", "{}", null, "taskContext.imageId")]
    [InlineData("image_to_code", """{"imageId":"other","imageUrl":"https://a.example/"}""", null, "taskContext.imageId")]
    [InlineData("image_to_code", """{"imageId":"figma_landing"}""", null, "taskContext.imageUrl")]
    [InlineData("image_to_code", """{"imageId":"figma_landing","imageUrl":"/mock.png"}""", null, "taskContext.imageUrl")]
    [InlineData("image_to_code", """{"imageId":"figma_landing","imageUrl":"ftp://a.example/x"}""", null, "taskContext.imageUrl")]
    [InlineData("image_to_code", """{"imageId":"figma_landing","imageUrl":7}""", null, "taskContext.imageUrl")]
    [InlineData("multistep_form", """{"formVariant":"other"}""", null, "taskContext.formVariant")]
    [InlineData("multistep_form", "7", null, "taskContext")]
    public void A_refusal_names_the_field(string taskId, string? context, string? prompt, string field)
    {
        var refusal = Should.Throw<InvalidInputException>(() => Plan(taskId, context, prompt));

        refusal.Field.ShouldBe(field);
        refusal.Status.ShouldBe(400);
    }

    [Fact]
    public void A_prompt_that_is_too_long_is_refused() =>
        Should.Throw<InvalidInputException>(() => Plan("free", null, prompt: new string('p', 20_001))).Field.ShouldBe("prompt");

    [Fact]
    public void The_form_knows_its_variant() => Plan("multistep_form", """{"formVariant":"saas_onboarding"}""").Task.Id.ShouldBe("multistep_form");

    private static TaskPlan Plan(string? taskId, string? context, string? prompt = null, string? skill = null) =>
        TaskCatalog.Plan(new TaskRequest(taskId, context is null ? null : JsonDocument.Parse(context).RootElement, prompt, skill));
}
