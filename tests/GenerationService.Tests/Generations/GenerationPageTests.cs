using Microsoft.Extensions.Options;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationPageTests
{
    private static readonly ChatRequest _chat = new() { Model = "m", Messages = [new ChatMessage(ChatRole.User, "A page about boats")] };
    private static readonly ProviderEndpoint _endpoint = new("openai", WireFormat.OpenAI, new Uri("http://x/v1"), null, new Dictionary<string, string>());

    [Fact]
    public void An_answer_that_ended_by_itself_is_the_page_even_when_it_was_cancelled_a_moment_later()
    {
        using var job = JobWith("<!doctype html><html><body>A long first attempt that broke down", "<!doctype html><html><body>Whole</body></html>");
        job.Cancel();

        var page = GenerationPage.From(job, Series(FinishReason.Failed, FinishReason.Stop));

        page.State.ShouldBe(GenerationState.Complete);
        page.Html.ShouldBe("<!doctype html><html><body>Whole</body></html>");
    }

    [Fact]
    public void A_cancelled_generation_keeps_the_most_that_any_attempt_brought()
    {
        using var job = JobWith("<!doctype html><html><body>A long first attempt that broke down", "<!doctype");
        job.Cancel();

        var page = GenerationPage.From(job, Series(FinishReason.Failed, FinishReason.Cancelled));

        page.State.ShouldBe(GenerationState.Cancelled);
        page.RawAnswer.ShouldBe("<!doctype html><html><body>A long first attempt that broke down");
    }

    private static GenerationJob JobWith(params string[] attempts)
    {
        var request = new GenerationRequest
        {
            Owner = GenerationHost.Ada,
            Provider = "openai",
            ModelId = "m",
            Label = "m",
            Vendor = "openai",
            Demo = false,
            TaskId = "free",
            PromptVersion = "v1",
            Plan = AttemptPlan.Direct("m", "openai"),
            Endpoint = _endpoint,
            Chat = _chat,
            Stored = "{}",
        };
        var job = new GenerationJob(request, new GenerationQueue(Options.Create(new GenerationOptions())).Enter("hf:ada"), 10_000, _ => { });
        foreach (var text in attempts)
        {
            using var attempt = new CancellationTokenSource();
            job.Answer.Begin(attempt);
            job.OnDelta(DeltaChannel.Answer, text, TimeSpan.Zero);
        }

        return job;
    }

    private static AttemptSeries Series(params FinishReason[] finishes) => new([.. finishes.Select(Outcome)], null);

    private static AttemptOutcome Outcome(FinishReason finish) => new(
        new AttemptCall(_chat, _endpoint, new PlannedAttempt("m", "openai"), Demo: false, TimeSpan.Zero),
        new CompletionResult { Finish = finish, Timings = new CompletionTimings(TimeSpan.Zero, null, null, null, null, null, null, 0, []) },
        Cost: null,
        TimeSpan.Zero);
}
