using System.Text;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>Puts tool calls together from fragments: id and name come once, arguments are strings to concatenate, in any interleaving.</summary>
internal sealed class ToolCallCollector
{
    private const int MaxCalls = 128;
    private const int MaxArgumentChars = 1_000_000;

    private readonly SortedDictionary<int, Call> _calls = [];

    public int Count => _calls.Count;

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

    /// <summary>A call without an id gets one of its own (Gemini, Ollama); no arguments at all mean an empty object.</summary>
    public IReadOnlyList<ToolCall> ToList() =>
    [
        .. _calls.Select(c => new ToolCall(
            c.Value.Id ?? $"call_{c.Key}",
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
