using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class EventLogTests
{
    [Fact]
    public void A_follower_sees_nothing_before_it_is_stored()
    {
        var log = new EventLog();
        log.Append("meta", "{}"u8);

        ReadAll(log, 0).ShouldBeEmpty();
        log.Publish(log.Take()!.Value);
        ReadAll(log, 0).Select(f => f.Name).ShouldBe(["meta"]);
    }

    [Fact]
    public void Deltas_that_arrive_before_the_journal_looks_become_one_event()
    {
        var log = new EventLog();
        log.AppendDelta(DeltaChannel.Answer, "<h1>", TimeSpan.FromMilliseconds(12.5));
        log.AppendDelta(DeltaChannel.Answer, "Hi", TimeSpan.FromMilliseconds(13));
        log.AppendDelta(DeltaChannel.Reasoning, "hm", TimeSpan.FromMilliseconds(14));

        Text(log.Take()!.Value.Frames).ShouldBe(
            "id: 1\nevent: token\ndata: {\"text\":\"<h1>Hi\",\"t\":12.500}\n\n" + "id: 2\nevent: reasoning\ndata: {\"text\":\"hm\",\"t\":14.000}\n\n");
    }

    [Fact]
    public void Reading_after_any_event_gives_exactly_the_rest()
    {
        var log = new EventLog();
        for (var i = 0; i < 400; i++)
        {
            log.AppendDelta(i % 7 == 0 ? DeltaChannel.Reasoning : DeltaChannel.Answer, new string((char)('a' + (i % 26)), i % 90 * 11), TimeSpan.FromMilliseconds(i));
            if (i % 3 == 0)
            {
                log.Publish(log.Take()!.Value);
            }
        }

        log.Append("log", GenerationJson.Utf8(new { message = new string('x', 100_000) }));
        log.Publish(log.TakeLast([("done", "{}"u8.ToArray())]), last: true);
        var all = ReadAll(log, 0);
        all.Select(f => f.Sequence).ShouldBe(Enumerable.Range(1, (int)log.LastSequence).Select(i => (long)i));
        for (var after = 0; after <= log.LastSequence; after++)
        {
            ReadAll(log, after).Select(f => f.Sequence).ShouldBe(all.Skip(after).Select(f => f.Sequence));
        }
    }

    [Fact]
    public void Whatever_a_model_sends_comes_out_of_the_joined_events_unchanged() =>
        Prop.ForAll<string[]>(deltas =>
        {
            var log = new EventLog();
            foreach (var delta in deltas)
            {
                log.AppendDelta(DeltaChannel.Answer, delta, TimeSpan.Zero);
                if (delta?.Length % 2 == 0 && log.Take() is { } segment)
                {
                    log.Publish(segment);
                }
            }

            log.Publish(log.TakeLast([("done", "{}"u8.ToArray())]), last: true);
            Answer(log).ShouldBe(string.Concat(deltas));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\ud83d", "\ude00")]
    [InlineData("a\"\\\n\r\t\b\f\u0001\u007f\u2028", "\u2029é漢😀")]
    [InlineData("\ude00 lone", "\ud83d")]
    public void Halves_of_characters_and_control_characters_survive(string first, string second)
    {
        var log = new EventLog();
        log.AppendDelta(DeltaChannel.Answer, first, TimeSpan.Zero);
        log.Publish(log.Take()!.Value);
        log.AppendDelta(DeltaChannel.Answer, second, TimeSpan.Zero);
        log.Publish(log.TakeLast([("done", "{}"u8.ToArray())]), last: true);

        Unescaped(log).ShouldBe(first + second);
    }

    [Fact]
    public void A_token_on_its_way_to_followers_allocates_at_most_200_bytes()
    {
        var log = new EventLog();
        var reader = new EventLogReader(log, 0);
        OneToken(log, ref reader);
        const int Tokens = 20_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Tokens; i++)
        {
            OneToken(log, ref reader);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / Tokens).ShouldBeLessThanOrEqualTo(200);
    }

    // The dearest case: every token is stored and sent by itself.
    private static void OneToken(EventLog log, ref EventLogReader reader)
    {
        log.AppendDelta(DeltaChannel.Answer, " token", TimeSpan.FromMilliseconds(1234.5));
        log.Publish(log.Take()!.Value);
        while (reader.TryRead(out _))
        {
        }
    }

    private static List<EventFrame> ReadAll(EventLog log, long after)
    {
        var frames = new List<EventFrame>();
        var reader = new EventLogReader(log, after);
        while (reader.TryRead(out var rest))
        {
            while (!rest.IsEmpty)
            {
                frames.Add(EventFrames.Split(rest, out rest));
            }
        }

        return frames;
    }

    private static string Answer(EventLog log) => string.Concat(ReadAll(log, 0).Where(f => f.Name == "token").Select(f =>
        JsonDocument.Parse(f.Data).RootElement.GetProperty("text").GetString()));

    // System.Text.Json refuses half a surrogate pair, browsers do not: unescape as they do, joined.
    private static string Unescaped(EventLog log) => string.Concat(ReadAll(log, 0).Where(f => f.Name == "token").Select(f =>
    {
        var json = Text(f.Data);
        var text = json["{\"text\":\"".Length..json.LastIndexOf("\",\"t\":", StringComparison.Ordinal)];
        return System.Text.RegularExpressions.Regex.Replace(text, @"\\(u[0-9a-f]{4}|.)", m => m.Value[1] switch
        {
            'u' => ((char)Convert.ToInt32(m.Value[2..], 16)).ToString(),
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'b' => "\b",
            'f' => "\f",
            var c => c.ToString(),
        });
    }));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
