using System.Text.Json;

namespace Podium.TestKit.Providers;

public enum FakeWire
{
    OpenAI,
    Anthropic,
    Gemini,
    Ollama,
}

/// <summary>A request as it came, and the truth about what was sent back and when.</summary>
public sealed class FakeRequest(int number, FakeWire wire, string path, string query, IReadOnlyDictionary<string, string> headers, JsonElement body, string model, bool stream, long receivedAt)
{
    private readonly Lock _lock = new();
    private readonly List<FakeSend> _sends = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>1 for the first request of this fake; the id in the answer is <c>fake-{number}</c>.</summary>
    public int Number => number;

    public FakeWire Wire => wire;

    public string Path => path;

    public string Query => query;

    /// <summary>By lower-case name.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    public JsonElement Body => body;

    public string Model => model;

    public bool Stream => stream;

    /// <summary>The whole body had been read: a <see cref="System.Diagnostics.Stopwatch"/> timestamp, as all instants here.</summary>
    public long ReceivedAt => receivedAt;

    /// <summary>Each write, stamped directly before it was handed to the socket.</summary>
    public IReadOnlyList<FakeSend> Sends
    {
        get
        {
            lock (_lock)
            {
                return [.. _sends];
            }
        }
    }

    /// <summary>The client left before the reply was complete.</summary>
    public bool ClientLeft { get; private set; }

    /// <summary>Completes when the reply is over, in whichever way.</summary>
    public Task Ended => _ended.Task;

    internal void Log(long at, string kind)
    {
        lock (_lock)
        {
            if (_sends.Count < 100_000)
            {
                _sends.Add(new FakeSend(at, kind));
            }
        }
    }

    internal void End(bool clientLeft)
    {
        ClientLeft = clientLeft;
        _ended.TrySetResult();
    }
}

/// <param name="Kind"><c>headers</c>, <c>role</c>, <c>reasoning</c>, <c>content</c>, <c>tool</c>, <c>usage</c>, <c>finish</c>, <c>done</c>, <c>raw</c>.</param>
public readonly record struct FakeSend(long At, string Kind);
