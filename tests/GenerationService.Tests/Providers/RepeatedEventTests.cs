using FsCheck;
using FsCheck.Fluent;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>An event that is recognised by the one before must read as if it had been parsed.</summary>
public sealed class RepeatedEventTests
{
    // What servers write around a text, and what they must not be mistaken for.
    private static readonly (string Before, string After)[] Shapes =
    [
        ("{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"", "\"},\"finish_reason\":null}],\"usage\":null}"),
        ("{\"id\":\"c2\",\"model\":\"n\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"", "\"}}]}"),
        ("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"", "\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"reasoning\":\"", "\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"reasoning_content\":\"", "\",\"reasoning\":\"same\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"content\":\"", "\",\"reasoning\":\"\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"content\":\"", "\",\"reasoning\":\"hm\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"content\":\"", "\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}"),
        ("{\"choices\":[{\"delta\":{\"content\":\"", "\",\"refusal\":\"no\"}}]}"),
        ("{\"choices\":[{\"delta\":{\"content\":\"", "\",\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}"),
        ("{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"", "\"}]}}]}"),
        ("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"", "\"}}]}}]}"),
    ];

    private static readonly string[] Texts =
        ["po", "a longer piece of text", "", " ", "\\n", "\\\"", "\\\\", "\\ud83d", "\\ude00", "\ud83d\ude00", "\"},{\"content\":\"x", "\t", "\\", "\u007f\u00e9"];

    [Fact]
    public void Ten_thousand_streams_read_the_same_with_and_without_it()
    {
        var events = Gen.Zip(Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, Shapes.Length - 1))), Gen.Elements(Texts))
            .Select(e => Shapes[e.Item1].Before + e.Item2 + Shapes[e.Item1].After).ArrayOf();
        Prop.ForAll(events.ToArbitrary(), stream =>
        {
            var recognised = new StreamRun(WireFormat.OpenAI);
            var parsed = new StreamRun(WireFormat.OpenAI);
            foreach (var one in stream)
            {
                recognised.Feed(0, $"data: {one}\n\n");

                // After an event without text none can be recognised.
                parsed.Feed(0, $"data: {one}\n\ndata: {{\"choices\":[]}}\n\n");
            }

            return recognised.End(1).Summary() == parsed.End(1).Summary();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithEndSize(12));
    }
}
