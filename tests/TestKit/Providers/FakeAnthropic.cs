using static Podium.TestKit.Providers.FakeWires;

namespace Podium.TestKit.Providers;

internal sealed class FakeAnthropic(string model, int number, FakeUsage? usage) : IFakeWireWriter
{
    private int _block = -1;
    private string? _open;
    private bool _started;

    public IEnumerable<string> Event(FakeEvent item)
    {
        if (item.Kind == FakeEventKind.KeepAlive)
        {
            return [Named("ping", new { type = "ping" })];
        }

        var lines = Start();
        switch (item.Kind)
        {
            case FakeEventKind.Reasoning:
                lines.AddRange(Open("thinking", new { type = "thinking", thinking = "" }));
                lines.Add(Delta(new { type = "thinking_delta", thinking = item.Text }));
                break;
            case FakeEventKind.Content:
                lines.AddRange(Open("text", new { type = "text", text = "" }));
                lines.Add(Delta(new { type = "text_delta", text = item.Text }));
                break;
            case FakeEventKind.Tool:
                lines.AddRange(Close());
                lines.AddRange(Open("tool", new { type = "tool_use", id = $"toolu_{_block + 1}", name = item.Name, input = new { } }));
                lines.Add(Delta(new { type = "input_json_delta", partial_json = "" }));
                lines.Add(Delta(new { type = "input_json_delta", partial_json = item.Text[..(item.Text.Length / 2)] }));
                lines.Add(Delta(new { type = "input_json_delta", partial_json = item.Text[(item.Text.Length / 2)..] }));
                break;
        }

        return lines;
    }

    public IEnumerable<string> Finish(string finish, FakeUsage? counts)
    {
        var lines = Start();
        lines.AddRange(Close());
        var delta = new { stop_reason = StopReason(finish), stop_sequence = (string?)null };
        lines.Add(counts is null
            ? Named("message_delta", new { type = "message_delta", delta })
            : Named("message_delta", new { type = "message_delta", delta, usage = new { output_tokens = counts.Completion } }));
        return lines;
    }

    public IEnumerable<string> Done() => [Named("message_stop", new { type = "message_stop" })];

    public string Error(string message) => Named("error", new { type = "error", error = new { type = "overloaded_error", message } });

    public string Whole(FakeAnswer answer)
    {
        List<object> content = [];
        if (Text(answer, FakeEventKind.Reasoning) is { Length: > 0 } thinking)
        {
            content.Add(new { type = "thinking", thinking, signature = "sig" });
        }

        if (Text(answer, FakeEventKind.Content) is { Length: > 0 } text)
        {
            content.Add(new { type = "text", text });
        }

        content.AddRange(answer.Events.Where(e => e.Kind == FakeEventKind.Tool).Select((e, i) =>
            new { type = "tool_use", id = $"toolu_{i}", name = e.Name, input = System.Text.Json.Nodes.JsonNode.Parse(e.Text) }));
        return Json(new
        {
            id = Id,
            type = "message",
            role = "assistant",
            model,
            content,
            stop_reason = StopReason(answer.Finish ?? "stop"),
            usage = answer.Usage is { } counts ? Usage(counts, counts.Completion) : null,
        });
    }

    private string Id => $"fake-{number}";

    private List<string> Start()
    {
        if (_started)
        {
            return [];
        }

        _started = true;
        var message = new
        {
            id = Id,
            type = "message",
            role = "assistant",
            model,
            content = Array.Empty<int>(),
            stop_reason = (string?)null,
            usage = usage is null ? null : Usage(usage, 1),
        };
        return [Named("message_start", new { type = "message_start", message })];
    }

    private List<string> Open(string kind, object block)
    {
        if (_open == kind && kind != "tool")
        {
            return [];
        }

        List<string> lines = [.. Close()];
        _open = kind;
        lines.Add(Named("content_block_start", new { type = "content_block_start", index = ++_block, content_block = block }));
        return lines;
    }

    private List<string> Close()
    {
        if (_open is null)
        {
            return [];
        }

        _open = null;
        return [Named("content_block_stop", new { type = "content_block_stop", index = _block })];
    }

    private string Delta(object delta) => Named("content_block_delta", new { type = "content_block_delta", index = _block, delta });

    private static string StopReason(string finish) => finish switch
    {
        "length" => "max_tokens",
        "tool_calls" => "tool_use",
        "stop" => "end_turn",
        _ => finish,
    };

    // Cached tokens lie outside input_tokens here.
    private static object Usage(FakeUsage usage, int output) => new
    {
        input_tokens = usage.Prompt - usage.Cached,
        cache_creation_input_tokens = 0,
        cache_read_input_tokens = usage.Cached,
        output_tokens = output,
    };

    private static string Named(string name, object value) => $"event: {name}\ndata: {Json(value)}";
}
