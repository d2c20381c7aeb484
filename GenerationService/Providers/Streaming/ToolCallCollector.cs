using System.Text;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>Puts tool calls together from fragments: id and name come once, arguments are strings to concatenate, in any interleaving.</summary>
internal sealed class ToolCallCollector
{
    private const int MaxCalls = 128;
    private const int MaxArgumentChars = 1_000_000;

    // Beyond 40 characters OpenAI refuses an id.
    private const string OwnId = "podium_";

    private readonly SortedDictionary<int, Call> _calls = [];

    public int Count => _calls.Count;

    /// <summary>In the order of the calls; a list of its own, so that calls may be described meanwhile.</summary>
    public IReadOnlyList<int> Indices => [.. _calls.Keys];

    public bool Has(int index) => _calls.ContainsKey(index);

    /// <summary>Starts or completes the description of a call; null leaves what is known.</summary>
    public void Describe(int index, string? id, string? name, string? signature = null)
    {
        if (Get(index) is { } call)
        {
            call.Id ??= id;
            call.Name ??= name;
            call.Signature ??= signature;
        }
    }

    public void AppendArguments(int index, ReadOnlySpan<char> text)
    {
        if (Get(index) is { } call)
        {
            call.Arguments.Append(text[..Math.Min(text.Length, MaxArgumentChars - call.Arguments.Length)]);
        }
    }

    /// <summary>The index of the call with this id, or the next free one: for servers that leave the index out.</summary>
    public int IndexOf(string? id)
    {
        foreach (var (index, call) in _calls)
        {
            if (id is not null && call.Id == id)
            {
                return index;
            }
        }

        return id is null && _calls.Count > 0 ? _calls.Keys.Last() : _calls.Count;
    }

    /// <summary>Whether a call had no id from its server, and got one here.</summary>
    public static bool IsOwnId(string id) => id.StartsWith(OwnId, StringComparison.Ordinal);

    /// <summary>
    /// A call without an id gets one of its own (Gemini, Ollama); no arguments at all mean an empty object.
    /// </summary>
    /// <param name="turn">Tells the calls without ids from those of other turns of the same conversation.</param>
    public IReadOnlyList<ToolCall> ToList(string turn) =>
    [
        .. _calls.Select(c => new ToolCall(
            string.IsNullOrEmpty(c.Value.Id) ? $"{OwnId}{turn}_{c.Key}" : c.Value.Id,
            c.Value.Name ?? "",
            c.Value.Arguments.Length == 0 ? "{}" : c.Value.Arguments.ToString(),
            c.Value.Signature)),
    ];

    private Call? Get(int index)
    {
        if (!_calls.TryGetValue(index, out var call) && _calls.Count < MaxCalls)
        {
            _calls[index] = call = new Call();
        }

        return call;
    }

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public string? Signature { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
