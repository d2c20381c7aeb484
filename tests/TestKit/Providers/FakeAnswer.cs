namespace Podium.TestKit.Providers;

/// <summary>
/// A completion in words that every wire format can say: what comes when. Instants count from the moment the request was received.
/// </summary>
public sealed record FakeAnswer
{
    public IReadOnlyList<FakeEvent> Events { get; init; } = [];

    public FakeUsage? Usage { get; init; } = new(12, 34);

    /// <summary><c>stop</c>, <c>length</c> or <c>tool_calls</c>; each format has its own word. Null: the stream ends without any.</summary>
    public string? Finish { get; init; } = "stop";

    /// <summary>When finish, usage and the terminal marker go out; the last event's instant if null.</summary>
    public TimeSpan? UsageAt { get; init; }

    public TimeSpan? DoneAt { get; init; }

    /// <summary>Instead of the end: cuts the connection, sends an error event, falls silent, or drips comments for ever.</summary>
    public FakeEnding Ending { get; init; } = FakeEnding.Complete;

    public int SplitBytes { get; init; }

    public bool Crlf { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? ResponseModel { get; init; }

    public FakeAnswer Role(double seconds) => With(seconds, FakeEventKind.Role, "");

    public FakeAnswer Reasoning(double seconds, string text) => With(seconds, FakeEventKind.Reasoning, text);

    public FakeAnswer Content(double seconds, string text) => With(seconds, FakeEventKind.Content, text);

    public FakeAnswer KeepAlive(double seconds) => With(seconds, FakeEventKind.KeepAlive, "");

    /// <param name="arguments">The JSON of the arguments; formats that stream them cut it in two.</param>
    public FakeAnswer Tool(double seconds, string name, string arguments) => this with
    {
        Events = [.. Events, new FakeEvent(TimeSpan.FromSeconds(seconds), FakeEventKind.Tool, arguments, name)],
        Finish = Finish == "stop" ? "tool_calls" : Finish,
    };

    /// <summary>A page of about the wished number of pieces, one every <paramref name="gap"/>.</summary>
    public static FakeAnswer Page(string title, int pieces, TimeSpan first, TimeSpan gap, int reasoningPieces = 0)
    {
        var events = new List<FakeEvent>();
        for (var i = 0; i < reasoningPieces; i++)
        {
            events.Add(new FakeEvent(first + (gap * i), FakeEventKind.Reasoning, $"thought {i + 1} "));
        }

        var text = FakePage.Html(title, pieces);
        var size = Math.Max(1, (text.Length + pieces - 1) / pieces);
        for (var start = 0; start < text.Length; start += size)
        {
            events.Add(new FakeEvent(first + (gap * events.Count), FakeEventKind.Content, text.Substring(start, Math.Min(size, text.Length - start))));
        }

        return new FakeAnswer { Events = events, Usage = new FakeUsage(120, events.Count) { Reasoning = reasoningPieces } };
    }

    private FakeAnswer With(double seconds, FakeEventKind kind, string text) =>
        this with { Events = [.. Events, new FakeEvent(TimeSpan.FromSeconds(seconds), kind, text)] };
}

public sealed record FakeEvent(TimeSpan At, FakeEventKind Kind, string Text, string? Name = null);

public enum FakeEventKind
{
    Role,
    Reasoning,
    Content,
    Tool,
    KeepAlive,
}

public enum FakeEnding
{
    Complete,
    Cut,
    Error,
    Silence,
    Drip,
}

/// <param name="Prompt">All prompt tokens, cached ones included.</param>
/// <param name="Completion">All completion tokens, reasoning included.</param>
public sealed record FakeUsage(int Prompt, int Completion)
{
    public int Cached { get; init; }

    public int Reasoning { get; init; }
}
