using System.Buffers;
using System.Text;
using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Anthropic;

/// <summary>
/// Keeps the blocks of thinking before each call of a tool: a model that thinks refuses the result of a call whose thinking does not come back with
/// it, unchanged and in its place. They travel as the call's signature, a JSON array:
/// <code>
/// [{"type":"thinking","thinking":"hm","signature":"EqQB"},{"type":"redacted_thinking","data":"Emwk"}]
/// </code>
/// </summary>
internal sealed class AnthropicThinking(CompletionRecorder recorder)
{
    private const int MostChars = 1_000_000;

    private readonly SortedDictionary<int, Block> _blocks = [];

    /// <summary>The text that comes next belongs to this block.</summary>
    public void Continue(int index) => recorder.KeptReasoning = Get(index).Text;

    public void Sign(int index, string? signature)
    {
        if (signature is not null)
        {
            Get(index).Signature += signature;
        }
    }

    public void Redacted(int index, string? data)
    {
        if (data is not null)
        {
            Get(index).Data += data;
        }
    }

    /// <summary>The message is complete. Half of a thought would be refused: what is too long is left out whole.</summary>
    public void Complete()
    {
        if (_blocks.Values.Sum(b => b.Length) > MostChars)
        {
            return;
        }

        var after = -1;
        foreach (var call in recorder.Tools.Indices)
        {
            var before = _blocks.Where(b => b.Key > after && b.Key < call).Select(b => b.Value).Where(b => b.IsComplete).ToList();
            after = call;
            if (before.Count > 0)
            {
                recorder.Tools.Describe(call, null, null, ToJson(before));
            }
        }
    }

    private Block Get(int index) => _blocks.TryGetValue(index, out var block) ? block : _blocks[index] = new Block();

    private static string ToJson(List<Block> blocks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var block in blocks)
            {
                block.Write(json);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Block
    {
        public StringBuilder Text { get; } = new();

        public string? Signature { get; set; }

        public string? Data { get; set; }

        public int Length => Text.Length + (Signature?.Length ?? 0) + (Data?.Length ?? 0);

        public bool IsComplete => Signature is not null || Data is not null;

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            if (Data is not null)
            {
                json.WriteString("type", "redacted_thinking");
                json.WriteString("data", Data);
            }
            else
            {
                json.WriteString("type", "thinking");
                json.WriteString("thinking", Text.ToString());
                json.WriteString("signature", Signature);
            }

            json.WriteEndObject();
        }
    }
}
