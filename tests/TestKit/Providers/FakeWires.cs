using System.Text;
using System.Text.Json;

namespace Podium.TestKit.Providers;

/// <summary>Says a <see cref="FakeAnswer"/> in a wire format, streamed or whole.</summary>
internal static class FakeWires
{
    public static FakeReply Render(FakeAnswer answer, FakeRequest request) => new()
    {
        ContentType = !request.Stream ? "application/json" : request.Wire == FakeWire.Ollama ? "application/x-ndjson" : "text/event-stream",
        Headers = answer.Headers,
        SplitBytes = answer.SplitBytes,
        Steps = request.Stream ? Stream(answer, request) : Whole(answer, request),
    };

    public static string Error(FakeWire wire, int status, string message) => wire switch
    {
        FakeWire.Anthropic => Json(new { type = "error", error = new { type = status == 529 ? "overloaded_error" : "api_error", message } }),
        FakeWire.Gemini => Json(new { error = new { code = status, message, status = "UNAVAILABLE" } }),
        FakeWire.Ollama => Json(new { error = message }),
        _ => Json(new { error = new { message, type = "server_error", param = (string?)null, code = (string?)null } }),
    };

    public static string Json(object value) => JsonSerializer.Serialize(value);

    private static IFakeWireWriter Writer(FakeAnswer answer, FakeRequest request)
    {
        var model = answer.ResponseModel ?? request.Model;
        return request.Wire switch
        {
            FakeWire.Anthropic => new FakeAnthropic(model, request.Number, answer.Usage),
            FakeWire.Gemini => new FakeGemini(model, request.Number),
            FakeWire.Ollama => new FakeOllama(model),
            _ => new FakeOpenAI(model, request.Number, answer.Usage is not null),
        };
    }

    private static IEnumerable<FakeStep> Stream(FakeAnswer answer, FakeRequest request)
    {
        var writer = Writer(answer, request);
        foreach (var item in answer.Events)
        {
            yield return FakeStep.At(item.At);
            foreach (var line in writer.Event(item))
            {
                yield return Frame(line, item.Kind.ToString().ToLowerInvariant());
            }
        }

        switch (answer.Ending)
        {
            case FakeEnding.Cut:
                yield return FakeStep.Cut();
                yield break;
            case FakeEnding.Error:
                yield return Frame(writer.Error("Provider disconnected"), "error");
                yield break;
            case FakeEnding.Silence:
                yield return FakeStep.Hang();
                yield break;
            case FakeEnding.Drip:
                yield return FakeStep.Repeat(request.Wire == FakeWire.Ollama ? "\n" : ": drip\n\n", TimeSpan.FromMilliseconds(20));
                yield break;
        }

        foreach (var line in answer.Finish is { } finish ? writer.Finish(finish, answer.Usage) : [])
        {
            if (line.Contains("usage", StringComparison.OrdinalIgnoreCase) && answer.UsageAt is { } usageAt)
            {
                yield return FakeStep.At(usageAt);
            }

            yield return Frame(line, "finish");
        }

        if (answer.DoneAt is { } doneAt)
        {
            yield return FakeStep.At(doneAt);
        }

        foreach (var line in writer.Done())
        {
            yield return Frame(line, "done");
        }

        FakeStep Frame(string line, string kind)
        {
            var newLine = answer.Crlf ? "\r\n" : "\n";
            if (request.Wire == FakeWire.Ollama)
            {
                return FakeStep.Send(line + newLine, kind);
            }

            return FakeStep.Send(line.Replace("\n", newLine, StringComparison.Ordinal) + newLine + newLine, kind);
        }
    }

    private static IEnumerable<FakeStep> Whole(FakeAnswer answer, FakeRequest request)
    {
        if (answer.Events.Count > 0)
        {
            yield return FakeStep.At(answer.Events[^1].At);
        }

        yield return answer.Ending switch
        {
            FakeEnding.Complete => FakeStep.Send(Writer(answer, request).Whole(answer), "content"),
            FakeEnding.Error => FakeStep.Send(Writer(answer, request).Whole(answer)[..20], "content"),
            FakeEnding.Cut => FakeStep.Cut(),
            _ => FakeStep.Hang(),
        };
    }

    public static string Text(FakeAnswer answer, FakeEventKind kind) =>
        answer.Events.Where(e => e.Kind == kind).Aggregate(new StringBuilder(), (text, e) => text.Append(e.Text)).ToString();
}

/// <summary>One stream of one format. Lines come without their final line breaks, SSE ones with their <c>data:</c> prefix.</summary>
internal interface IFakeWireWriter
{
    IEnumerable<string> Event(FakeEvent item);

    IEnumerable<string> Finish(string finish, FakeUsage? usage);

    IEnumerable<string> Done();

    string Error(string message);

    string Whole(FakeAnswer answer);
}
