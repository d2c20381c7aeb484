using System.Text.Json.Nodes;
using static Podium.TestKit.Providers.FakeWires;

namespace Podium.TestKit.Providers;

internal sealed class FakeOllama(string model) : IFakeWireWriter
{
    public IEnumerable<string> Event(FakeEvent item) => item.Kind switch
    {
        FakeEventKind.Reasoning => [Line(new { role = "assistant", content = "", thinking = item.Text })],
        FakeEventKind.Tool => [Line(new { role = "assistant", content = "", tool_calls = new[] { Call(item, 0) } })],
        FakeEventKind.KeepAlive => [],
        _ => [Line(new { role = "assistant", content = item.Text })],
    };

    public IEnumerable<string> Finish(string finish, FakeUsage? usage) => [Json(Last(new { role = "assistant", content = "" }, finish, usage))];

    public IEnumerable<string> Done() => [];

    public string Error(string message) => Json(new { error = message });

    public string Whole(FakeAnswer answer)
    {
        var tools = answer.Events.Where(e => e.Kind == FakeEventKind.Tool).Select(Call).ToArray();
        var message = new
        {
            role = "assistant",
            content = Text(answer, FakeEventKind.Content),
            thinking = Text(answer, FakeEventKind.Reasoning),
            tool_calls = tools.Length > 0 ? tools : null,
        };
        return Json(Last(message, answer.Finish ?? "stop", answer.Usage));
    }

    private static object Call(FakeEvent item, int index) => new { function = new { index, name = item.Name, arguments = JsonNode.Parse(item.Text) } };

    private string Line(object message) => Json(new { model, created_at = "2026-11-20T10:00:00.1Z", message, done = false });

    private object Last(object message, string finish, FakeUsage? usage)
    {
        var reason = finish == "tool_calls" ? "stop" : finish;
        return usage is null
            ? new { model, created_at = "2026-11-20T10:00:01Z", message, done = true, done_reason = reason }
            : new
            {
                model,
                created_at = "2026-11-20T10:00:01Z",
                message,
                done = true,
                done_reason = reason,
                total_duration = 900_000_000L,
                load_duration = 400_000_000L,
                prompt_eval_count = usage.Prompt,
                prompt_eval_duration = 90_000_000L,
                eval_count = usage.Completion,
                eval_duration = 400_000_000L,
            };
    }
}
