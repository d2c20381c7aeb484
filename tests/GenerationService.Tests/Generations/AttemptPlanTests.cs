using Podium.GenerationService.Generations;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tests.Generations;

public sealed class AttemptPlanTests
{
    [Fact]
    public void MustHave_07_A_hint_goes_first_and_the_routers_choice_last() =>
        Plan("org/model", "groq", []).ShouldBe([("org/model:groq", "groq"), ("org/model", "auto")]);

    [Fact]
    public void MustHave_07_Candidates_go_in_their_order() =>
        Plan("org/model", null, ["b", "a"]).ShouldBe([("org/model:b", "b"), ("org/model:a", "a"), ("org/model", "auto")]);

    [Fact]
    public void MustHave_07_A_hint_makes_the_candidates_void() =>
        Plan("org/model", "groq", ["b", "a"]).ShouldBe([("org/model:groq", "groq"), ("org/model", "auto")]);

    [Fact]
    public void MustHave_07_Neither_leaves_the_routers_choice() => Plan("org/model", null, []).ShouldBe([("org/model", "auto")]);

    [Fact]
    public void MustHave_07_The_suffix_wins_over_the_hint()
    {
        var routed = RoutedModel.Read("org/model:Cerebras", "groq", null, "providerHint", "providerCandidates");
        routed.ModelId.ShouldBe("org/model");
        routed.Hint.ShouldBe("cerebras");
    }

    [Fact]
    public void MustHave_07_Candidates_are_trimmed_lowered_and_named_once()
    {
        var routed = RoutedModel.Read("org/model", " ", [" Groq ", "auto", "", null, "groq", "NOVITA"], "providerHint", "providerCandidates");
        routed.Hint.ShouldBeNull();
        routed.Candidates.ShouldBe(["groq", "novita"]);
    }

    [Fact]
    public void MustHave_07_Eight_candidates_are_the_most()
    {
        RoutedModel.Read("m", null, Named(8), "providerHint", "providerCandidates").Candidates.Count.ShouldBe(8);
        Should.Throw<InvalidInputException>(() => RoutedModel.Read("m", null, Named(9), "providerHint", "providerCandidates")).Field.ShouldBe("providerCandidates");
    }

    [Theory]
    [InlineData("-groq", "providerHint")]
    [InlineData("gr oq", "providerHint")]
    [InlineData("groq/x", "providerHint")]
    public void A_provider_that_is_no_slug_is_refused_by_name(string hint, string field) =>
        Should.Throw<InvalidInputException>(() => RoutedModel.Read("m", hint, null, field, "providers")).Field.ShouldBe(field);

    [Theory]
    [InlineData("org/model:")]
    [InlineData(":groq")]
    [InlineData("org/model:a_b")]
    public void A_broken_suffix_is_refused(string modelId) =>
        Should.Throw<InvalidInputException>(() => RoutedModel.Read(modelId, null, null, "providerHint", "providerCandidates")).Field.ShouldBe("modelId");

    private static IEnumerable<(string, string)> Plan(string model, string? hint, IReadOnlyList<string> candidates) =>
        AttemptPlan.ForRouter(model, hint, candidates).Select(p => (p.Model, p.Provider));

    private static List<string?> Named(int count) => [.. Enumerable.Range(1, count).Select(i => $"p{i}")];
}
