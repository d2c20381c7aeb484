using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.TestKit.Providers;

/// <summary>
/// A script in the model's name, so that a fake in another process needs no other channel:
/// <c>fake-ttft200-itl20-n50</c>, <c>acme/fake-reason10-n30</c>, <c>fake-status503x2-retry1</c>, <c>fake-cut25</c>, <c>fake-err25</c>,
/// <c>fake-silence</c>, <c>fake-drip</c>, <c>fake-endless</c>, <c>fake-split7</c>, <c>fake-length</c>, <c>fake-nousage</c>, <c>fake-html502</c>.
/// </summary>
/// <remarks>
/// <c>ttft</c>: ms to the first token, with a role-only chunk before it as a trap. <c>itl</c>: ms between pieces. <c>n</c>: pieces of the page.
/// <c>status</c>: an error, for the first <c>x</c> requests or for all. <c>html</c>: an error with an HTML body. <c>retry</c>: its Retry-After in seconds.
/// </remarks>
internal sealed partial class ScriptedModel
{
    private readonly Dictionary<string, int> _options = new(StringComparer.Ordinal);

    private ScriptedModel(string model) => Model = model;

    public string Model { get; }

    public static ScriptedModel Parse(string model)
    {
        var script = new ScriptedModel(model);
        var start = model.IndexOf("fake-", StringComparison.Ordinal);
        foreach (var part in start < 0 ? [] : model[(start + 5)..].Split('-', ':'))
        {
            if (Option().Match(part) is { Success: true } match)
            {
                script._options[match.Groups[1].Value] = Number(match.Groups[2], 1);
                if (match.Groups[3].Success)
                {
                    script._options[match.Groups[1].Value + "x"] = Number(match.Groups[3], 1);
                }
            }
        }

        return script;
    }

    /// <param name="request">The request to answer.</param>
    /// <param name="seen">How many requests for this model came before.</param>
    public FakeReply Reply(FakeRequest request, int seen)
    {
        foreach (var kind in (string[])["status", "html"])
        {
            if (_options.TryGetValue(kind, out var status) && seen < Get(kind + "x", int.MaxValue))
            {
                var headers = _options.TryGetValue("retry", out var retry) ? new[] { ("Retry-After", retry.ToString(CultureInfo.InvariantCulture)) } : [];
                return kind == "html"
                    ? FakeReply.Body(status, $"<html><head><title>{status} Bad Gateway</title></head><body>nginx</body></html>", "text/html", headers)
                    : FakeReply.Body(status, FakeWires.Error(request.Wire, status, "scripted failure"), "application/json", headers);
            }
        }

        if (_options.ContainsKey("endless"))
        {
            return Endless(request);
        }

        return FakeWires.Render(Answer(), request);
    }

    private FakeAnswer Answer()
    {
        var first = TimeSpan.FromMilliseconds(Get("ttft", 0));
        var gap = TimeSpan.FromMilliseconds(Get("itl", 0));
        var answer = FakeAnswer.Page(Model, Get("n", 12), first, gap, Get("reason", 0));
        var keep = Get("cut", Get("err", int.MaxValue));
        return answer with
        {
            Events = [new FakeEvent(TimeSpan.Zero, FakeEventKind.Role, ""), .. answer.Events.Take(keep)],
            Usage = _options.ContainsKey("nousage") ? null : answer.Usage,
            Finish = _options.ContainsKey("length") ? "length" : "stop",
            SplitBytes = Get("split", 0),
            Ending = _options.ContainsKey("cut") ? FakeEnding.Cut
                : _options.ContainsKey("err") ? FakeEnding.Error
                : _options.ContainsKey("silence") ? FakeEnding.Silence
                : _options.ContainsKey("drip") ? FakeEnding.Drip
                : FakeEnding.Complete,
        };
    }

    private FakeReply Endless(FakeRequest request)
    {
        var one = FakeWires.Render(new FakeAnswer { Ending = FakeEnding.Cut }.Content(0, "more and more "), request);
        var events = one.Steps.OfType<FakeStep.Write>().ToArray();
        var text = System.Text.Encoding.UTF8.GetString(events[^1].Bytes);
        return one with
        {
            Steps = [.. events, FakeStep.Repeat(text, TimeSpan.FromMilliseconds(Get("itl", 0)))],
        };
    }

    private int Get(string name, int otherwise) => _options.GetValueOrDefault(name, otherwise);

    private static int Number(Group group, int otherwise) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex("^([a-z]+)([0-9]{1,7})?(?:x([0-9]{1,4}))?$")]
    private static partial Regex Option();
}
