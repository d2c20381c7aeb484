using System.Text.Json;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Tasks.Demo.Answers;

namespace Podium.GenerationService.Tests.Tasks;

/// <summary>A race of the demo models must have something to tell: right answers, wrong ones, tools, and a judge who can be read.</summary>
public sealed class DemoAnswersTests
{
    private static readonly ToolDefinition _calculator = new("calculator", "", "{}");

    [Fact]
    public void The_thinker_keeps_to_the_form_the_sprinter_chats_and_the_phoenix_forgets()
    {
        const string Prompt = """Reply with JSON only, keys "name", "email" and "year": Ada Lovelace, ada@example.org, born 1815.""";

        using var exact = JsonDocument.Parse(Say("podium-thinker", Prompt));
        exact.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["name", "email", "year"]);
        exact.RootElement.GetProperty("email").GetString().ShouldBe("ada@example.org");
        Say("podium-sprinter", Prompt).ShouldContain("```json");
        using var forgetful = JsonDocument.Parse(Say("podium-phoenix", Prompt));
        forgetful.RootElement.EnumerateObject().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("What is (17 + 4) * 2?", "42")]
    [InlineData("Compute 7 / 2 - 0.5.", "3")]
    [InlineData("What is 10 × 3 + 1?", "31")]
    public void Sums_come_out_right_where_a_model_keeps_its_mind_together(string prompt, string result)
    {
        Say("podium-thinker", prompt).ShouldBe(result);
        Say("podium-sprinter", prompt).ShouldContain(result);
        Say("podium-phoenix", prompt).ShouldNotBe(result);
    }

    [Fact]
    public void A_calculator_is_called_natively_and_its_result_is_passed_on()
    {
        var request = Ask("podium-thinker", "Use the calculator: 12 * 12") with { Tools = [_calculator] };

        var call = DemoAnswers.For(request).Call.ShouldNotBeNull();
        var answer = DemoAnswers.For(request with
        {
            Messages = [.. request.Messages, new ChatMessage(ChatRole.Assistant, "") { ToolCalls = [call] }, new ChatMessage(ChatRole.Tool, """{"result":144}""") { ToolCallId = call.Id }],
        });

        (call.Name, call.ArgumentsJson).ShouldBe(("calculator", """{"expression":"12 * 12"}"""));
        answer.Call.ShouldBeNull();
        answer.Text.ShouldBe("The result is 144.");
        DemoAnswers.For(request with { Tools = null }).Call.ShouldBeNull();
        DemoAnswers.For(request with { Model = "podium-phoenix" }).Call.ShouldBeNull();
    }

    [Theory]
    [InlineData("What is 13 to the power of 7?", "13 ** 7")]
    [InlineData("What is the remainder of 1000003 divided by 97?", "1000003 % 97")]
    public void What_a_model_cannot_do_by_heart_it_asks_the_calculator(string prompt, string expression) =>
        DemoAnswers.For(Ask("podium-sprinter", prompt) with { Tools = [_calculator] }).Call!.ArgumentsJson.ShouldContain(expression);

    [Fact]
    public void Members_are_those_listed_and_numbers_those_of_the_text_in_turn()
    {
        Say("podium-thinker", "Answer with JSON only.\nMembers: name, email, fax.\n\nText: Dr. Okafor can be reached at \"okafor@clinic.example\".")
            .ShouldBe("""{"name":"value","email":"okafor@clinic.example","fax":"value"}""");
        Say("podium-thinker", """Return JSON {"width", "height"} for a rectangle that is 12.5 wide and 3 high.""").ShouldBe("""{"width":12.5,"height":3}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("99999999999999999999999999999 * 99999999999999999999999999")]
    [InlineData("((((1")]
    [InlineData("{\"a\":")]
    public void No_prompt_leaves_them_speechless(string prompt)
    {
        foreach (var model in new[] { "podium-sprinter", "podium-thinker", "podium-phoenix" })
        {
            Say(model, prompt).ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public void The_judge_answers_in_the_form_it_is_asked_for_and_grades_a_text_always_alike()
    {
        const string Prompt = "Grade it. Keys: writing_score, coding_score, tool_score, overall, rationale.\n--- answer 0123456789ab\nA fine text.\n--- end of answer 0123456789ab";

        using var first = JsonDocument.Parse(Say("podium-judge", Prompt));
        using var second = JsonDocument.Parse(Say("podium-judge", "Other words before. " + Prompt));

        foreach (var score in new[] { "writing_score", "coding_score", "tool_score", "overall" })
        {
            first.RootElement.GetProperty(score).GetDouble().ShouldBeInRange(0, 10);
        }

        first.RootElement.GetProperty("overall").GetDouble().ShouldBe(second.RootElement.GetProperty("overall").GetDouble());
        first.RootElement.GetProperty("rationale").GetString().ShouldNotBeNullOrEmpty();
    }

    private static string Say(string model, string prompt) => DemoAnswers.For(Ask(model, prompt)).Text;

    private static ChatRequest Ask(string model, string prompt) => new() { Model = model, Messages = [new ChatMessage(ChatRole.User, prompt)] };
}
