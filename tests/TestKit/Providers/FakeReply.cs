namespace Podium.TestKit.Providers;

/// <summary>What the fake sends back, byte by byte if need be.</summary>
public sealed record FakeReply
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IEnumerable<FakeStep> Steps { get; init; } = [];

    /// <summary>Cuts every write into flushed pieces of this many bytes; 0 leaves them whole.</summary>
    public int SplitBytes { get; init; }

    /// <summary>An answer in one piece: an error body, or a whole completion.</summary>
    public static FakeReply Body(int status, string body, string contentType = "application/json", params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        ContentType = contentType,
        Headers = headers.ToDictionary(h => h.Name, h => h.Value),
        Steps = [FakeStep.Send(body)],
    };

    /// <summary>A 200 event stream of raw text, written as it stands.</summary>
    public static FakeReply Stream(params string[] pieces) => new()
    {
        ContentType = "text/event-stream",
        Steps = pieces.Select(piece => FakeStep.Send(piece)),
    };
}

/// <summary>One step of a reply.</summary>
public abstract record FakeStep
{
    /// <param name="kind">What the bytes are, for the log of truth.</param>
    public static FakeStep Send(string text, string kind = "raw") => new Write(System.Text.Encoding.UTF8.GetBytes(text), kind);

    public static FakeStep Send(byte[] bytes, string kind = "raw") => new Write(bytes, kind);

    /// <summary>Waits until this long after the request was received.</summary>
    public static FakeStep At(TimeSpan sinceReceived) => new WaitUntil(sinceReceived);

    /// <summary>Breaks the connection without ending the response.</summary>
    public static FakeStep Cut() => new CutOff();

    /// <summary>Keeps the connection open in silence until the client leaves.</summary>
    public static FakeStep Hang() => new Silence();

    /// <summary>The same bytes over and over; without <paramref name="count"/> until the client leaves.</summary>
    public static FakeStep Repeat(string text, TimeSpan interval, long? count = null) => new Loop(System.Text.Encoding.UTF8.GetBytes(text), interval, count);

    internal sealed record Write(byte[] Bytes, string Kind) : FakeStep;

    internal sealed record WaitUntil(TimeSpan SinceReceived) : FakeStep;

    internal sealed record CutOff : FakeStep;

    internal sealed record Silence : FakeStep;

    internal sealed record Loop(byte[] Bytes, TimeSpan Interval, long? Count) : FakeStep;
}
