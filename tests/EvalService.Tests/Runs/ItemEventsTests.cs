using System.Text;
using System.Text.Json;
using Podium.EvalService.Runs.Events;
using Podium.TestKit;

namespace Podium.EvalService.Tests.Runs;

public sealed class ItemEventsTests
{
    private readonly TestClock _clock = new();
    private readonly RunLog _log;

    public ItemEventsTests() => _log = new RunLog(1, 0, _clock);

    [Fact]
    public void Race_Fault_14_Answer_and_reasoning_that_alternate_are_together_at_most_one_event_per_40_ms()
    {
        using var events = new ItemEvents(_log, 7, _clock);
        for (var i = 0; i < 400; i++)
        {
            events.Delta(i % 2 == 0 ? EventTypes.ReasoningDelta : EventTypes.TokenDelta, $"{i} ");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var sent = Taken();
        sent.Select(e => (e.At - sent[0].At).TotalMilliseconds).ShouldBe(Enumerable.Range(0, sent.Count).Select(n => n * 40.0));
        sent.Select(e => e.Type).Take(4).ShouldBe([EventTypes.ReasoningDelta, EventTypes.TokenDelta, EventTypes.ReasoningDelta, EventTypes.TokenDelta]);
        sent.Count.ShouldBe(11);

        events.Write(EventTypes.ItemMetrics);
        var rest = Taken();
        rest[^1].Type.ShouldBe(EventTypes.ItemMetrics);
        var all = sent.Concat(rest).ToList();
        Text(all, EventTypes.ReasoningDelta).ShouldBe(string.Concat(Enumerable.Range(0, 200).Select(n => $"{2 * n} ")));
        Text(all, EventTypes.TokenDelta).ShouldBe(string.Concat(Enumerable.Range(0, 200).Select(n => $"{(2 * n) + 1} ")));
    }

    [Fact]
    public void Text_that_waits_comes_by_itself_and_in_the_order_in_which_it_began()
    {
        using var events = new ItemEvents(_log, 7, _clock);
        events.Delta(EventTypes.TokenDelta, "a");
        events.Delta(EventTypes.TokenDelta, "b");
        events.Delta(EventTypes.ReasoningDelta, "c");
        events.Delta(EventTypes.TokenDelta, "d");
        Taken().Select(e => (e.Type, e.Token)).ShouldBe([(EventTypes.TokenDelta, "a")]);

        _clock.Advance(TimeSpan.FromMilliseconds(40));
        Taken().Select(e => (e.Type, e.Token)).ShouldBe([(EventTypes.TokenDelta, "bd")]);
        _clock.Advance(TimeSpan.FromMilliseconds(39));
        Taken().ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Taken().Select(e => (e.Type, e.Token)).ShouldBe([(EventTypes.ReasoningDelta, "c")]);

        _clock.Advance(TimeSpan.FromSeconds(1));
        events.Delta(EventTypes.ReasoningDelta, "e");
        Taken().Select(e => (e.Type, e.Token)).ShouldBe([(EventTypes.ReasoningDelta, "e")], "after a silence at once");
    }

    private static string Text(IEnumerable<Sent> events, string type) => string.Concat(events.Where(e => e.Type == type).Select(e => e.Token));

    private List<Sent> Taken()
    {
        var batch = _log.Take();
        return batch is null ? [] : [.. batch.Events.Select(slot =>
        {
            var json = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(batch.PayloadOf(slot).Span));
            return new Sent(slot.Type, json.GetProperty("timestamp").GetDateTime(), json.TryGetProperty("token", out var token) ? token.GetString() : null);
        })];
    }

    private sealed record Sent(string Type, DateTime At, string? Token);
}
