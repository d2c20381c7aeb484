using static Podium.TestKit.Providers.FakeWires;

namespace Podium.TestKit.Providers;

internal sealed class FakeOpenAI(string model, int number, bool withUsage) : IFakeWireWriter
{
    private int _tools;

    public IEnumerable<string> Event(FakeEvent item)
    {
        switch (item.Kind)
        {
            case FakeEventKind.Role:
                return [Chunk(new { role = "assistant", content = "" })];
            case FakeEventKind.Reasoning:
                return [Chunk(new { reasoning_content = item.Text })];
            case FakeEventKind.Content:
                return [Chunk(new { content = item.Text })];
            case FakeEventKind.Tool:
                var index = _tools++;
                var half = item.Text.Length / 2;
                return
                [
                    Chunk(new { tool_calls = new[] { new { index, id = $"call_{index}", type = "function", function = new { name = item.Name, arguments = "" } } } }),
                    Chunk(new { tool_calls = new[] { new { index, function = new { arguments = item.Text[..half] } } } }),
                    Chunk(new { tool_calls = new[] { new { index, function = new { arguments = item.Text[half..] } } } }),
                ];
            default:
                return [": keep-alive"];
        }
    }

    public IEnumerable<string> Finish(string finish, FakeUsage? usage)
    {
        yield return Data(new { id = Id, @object = "chat.completion.chunk", model, choices = new[] { new { index = 0, delta = new { }, finish_reason = finish } } });
        if (usage is not null)
        {
            yield return Data(new { id = Id, @object = "chat.completion.chunk", model, choices = Array.Empty<int>(), usage = Usage(usage) });
        }
    }

    public IEnumerable<string> Done() => ["data: [DONE]"];

    public string Error(string message) => Data(new { error = new { message, type = "server_error", code = 502 } });

    public string Whole(FakeAnswer answer)
    {
        var tools = answer.Events.Where(e => e.Kind == FakeEventKind.Tool)
            .Select((e, i) => new { id = $"call_{i}", type = "function", function = new { name = e.Name, arguments = e.Text } }).ToArray();
        var message = new
        {
            role = "assistant",
            content = Text(answer, FakeEventKind.Content),
            reasoning_content = Text(answer, FakeEventKind.Reasoning),
            tool_calls = tools.Length > 0 ? tools : null,
        };
        return Json(new
        {
            id = Id,
            @object = "chat.completion",
            model,
            choices = new[] { new { index = 0, message, finish_reason = answer.Finish } },
            usage = answer.Usage is { } usage ? Usage(usage) : null,
        });
    }

    private string Id => $"fake-{number}";

    private string Chunk(object delta)
    {
        var choices = new[] { new { index = 0, delta, finish_reason = (string?)null } };
        return withUsage
            ? Data(new { id = Id, @object = "chat.completion.chunk", model, choices, usage = (object?)null })
            : Data(new { id = Id, @object = "chat.completion.chunk", model, choices });
    }

    private static object Usage(FakeUsage usage) => new
    {
        prompt_tokens = usage.Prompt,
        completion_tokens = usage.Completion,
        total_tokens = usage.Prompt + usage.Completion,
        prompt_tokens_details = new { cached_tokens = usage.Cached },
        completion_tokens_details = new { reasoning_tokens = usage.Reasoning },
    };

    private static string Data(object value) => $"data: {Json(value)}";
}
