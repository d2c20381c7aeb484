using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Podium.Benchmarks.Peers;

/// <summary>
/// An OpenAI-style upstream with a schedule in the model's name, streaming or not as the request says. Each paced token carries the instant it was
/// sent, as <c>@ticks;</c>. Stopwatch ticks are CLOCK_MONOTONIC on Linux, so they compare across processes of one machine.
/// </summary>
internal static class MockUpstream
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes("{\"ok\":true,\"pad\":\"" + new string('x', 1000) + "\"}");

    public static void Map(WebApplication app)
    {
        var truths = new ConcurrentDictionary<string, MockTruth>();
        app.MapPost("/v1/chat/completions", context => CompleteAsync(context, truths));
        app.MapGet("/truth/{id}", (string id) => truths.TryGetValue(id, out var truth) ? Results.Json(truth) : Results.NotFound());

        // All requests of one car: their prompts are their names.
        app.MapGet("/truths/{car}", (string car) => Results.Json(truths.Where(t => t.Key.StartsWith(car + "#", StringComparison.Ordinal)).ToDictionary()));
        app.MapFallback(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Page.Length;
            await context.Response.BodyWriter.WriteAsync(Page, context.RequestAborted);
        });
    }

    private static async Task CompleteAsync(HttpContext context, ConcurrentDictionary<string, MockTruth> truths)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var received = Stopwatch.GetTimestamp();
        var request = body.RootElement;
        var schedule = MockSchedule.Parse(request.GetProperty("model").GetString()!);
        var name = schedule.RequestId + Name(request);
        var isStream = request.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        await (isStream ? StreamAsync(context, schedule, received, Tell) : AnswerAsync(context, schedule, received, Tell));

        void Tell(long first, long last) => truths[name] = new MockTruth(received, first, last);
    }

    /// <summary>A prompt that begins with a number sign names the request, as in <c>#17</c>.</summary>
    private static string Name(JsonElement request)
    {
        var messages = request.GetProperty("messages");
        return messages[messages.GetArrayLength() - 1].GetProperty("content") is { ValueKind: JsonValueKind.String } content
            && content.GetString() is { } text && text.StartsWith('#') ? text.Split(' ')[0] : "";
    }

    private static async Task AnswerAsync(HttpContext context, MockSchedule schedule, long received, Action<long, long> tell)
    {
        await UntilAsync(received, schedule.FirstTokenMs + ((long)(schedule.Tokens - 1) * schedule.IntervalMs), context.RequestAborted);
        var bytes = MockAnswer.Whole(schedule.Tokens);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        var sent = Stopwatch.GetTimestamp();
        tell(sent, sent);
        await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
    }

    /// <param name="tell">Called before the end is sent: whoever has seen the end may ask for the truth.</param>
    private static async Task StreamAsync(HttpContext context, MockSchedule schedule, long received, Action<long, long> tell)
    {
        var writer = context.Response.BodyWriter;
        context.Response.ContentType = "text/event-stream";
        await writer.WriteAsync(MockAnswer.RoleOnly, context.RequestAborted);
        long first = 0, sent = 0;
        for (var i = 0; i < schedule.Tokens; i++)
        {
            if (!schedule.IsImmediate)
            {
                await UntilAsync(received, schedule.FirstTokenMs + ((long)i * schedule.IntervalMs), context.RequestAborted);
            }

            sent = Stopwatch.GetTimestamp();
            first = i == 0 ? sent : first;
            await writer.WriteAsync(
                schedule.IsImmediate ? MockAnswer.Chunk(i, schedule.Tokens) : MockAnswer.StampedChunk(i, schedule.Tokens, sent), context.RequestAborted);
        }

        tell(first, sent);
        await writer.WriteAsync(MockAnswer.Stop, context.RequestAborted);
        await writer.WriteAsync(MockAnswer.Usage(schedule.Tokens), context.RequestAborted);
        await writer.WriteAsync(MockAnswer.Done, context.RequestAborted);
    }

    private static async Task UntilAsync(long received, long afterMs, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(afterMs) - Stopwatch.GetElapsedTime(received);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellationToken);
        }
    }
}

/// <summary>What really happened, in Stopwatch ticks.</summary>
internal sealed record MockTruth(long ReceivedTicks, long FirstTokenTicks, long LastTokenTicks);
