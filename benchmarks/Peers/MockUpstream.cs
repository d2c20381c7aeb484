using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Podium.Benchmarks.Peers;

/// <summary>
/// An OpenAI-style upstream with a schedule in the model's name. Each paced token carries the instant it was sent, as <c>@ticks;</c>. Stopwatch
/// ticks are CLOCK_MONOTONIC on Linux, so they compare across processes of one machine.
/// </summary>
internal static class MockUpstream
{
    private static readonly byte[] RoleOnly = Frame("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}");
    private static readonly byte[] Stop = Frame("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}");
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();
    private static readonly byte[] ZeroDelayToken = Frame("{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}");
    private static readonly byte[] OpenPage = Frame("{\"index\":0,\"delta\":{\"content\":\"<!doctype html><html><body><p>\"},\"finish_reason\":null}");
    private static readonly byte[] ClosePage = Frame("{\"index\":0,\"delta\":{\"content\":\"</p></body></html>\"},\"finish_reason\":null}");
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("{\"ok\":true,\"pad\":\"" + new string('x', 1000) + "\"}");

    public static void Map(WebApplication app)
    {
        var truths = new ConcurrentDictionary<string, MockTruth>();
        app.MapPost("/v1/chat/completions", context => CompleteAsync(context, truths));
        app.MapGet("/truth/{id}", (string id) => truths.TryGetValue(id, out var truth) ? Results.Json(truth) : Results.NotFound());
        app.MapFallback(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.BodyWriter.WriteAsync(Answer, context.RequestAborted);
        });
    }

    private static async Task CompleteAsync(HttpContext context, ConcurrentDictionary<string, MockTruth> truths)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var received = Stopwatch.GetTimestamp();
        var schedule = MockSchedule.Parse(body.RootElement.GetProperty("model").GetString()!);
        context.Response.ContentType = "text/event-stream";

        // The trap of goal 5: a first chunk that holds no token.
        await context.Response.BodyWriter.WriteAsync(RoleOnly, context.RequestAborted);
        var (first, last) = schedule is { FirstTokenMs: 0, IntervalMs: 0 }
            ? await SendAtOnceAsync(context, schedule)
            : await SendPacedAsync(context, schedule, received);
        truths[schedule.RequestId] = new MockTruth(received, first, last);
        await context.Response.BodyWriter.WriteAsync(Stop, context.RequestAborted);
        await context.Response.BodyWriter.WriteAsync(UsageFrame(schedule.Tokens), context.RequestAborted);
        await context.Response.BodyWriter.WriteAsync(Done, context.RequestAborted);
    }

    private static async Task<(long First, long Last)> SendAtOnceAsync(HttpContext context, MockSchedule schedule)
    {
        var first = Stopwatch.GetTimestamp();
        for (var i = 0; i < schedule.Tokens; i++)
        {
            var frame = i == 0 ? OpenPage : i == schedule.Tokens - 1 ? ClosePage : ZeroDelayToken;
            await context.Response.BodyWriter.WriteAsync(frame, context.RequestAborted);
        }

        return (first, Stopwatch.GetTimestamp());
    }

    private static async Task<(long First, long Last)> SendPacedAsync(HttpContext context, MockSchedule schedule, long received)
    {
        long first = 0, sent = 0;
        for (var i = 0; i < schedule.Tokens; i++)
        {
            var due = TimeSpan.FromMilliseconds(schedule.FirstTokenMs + ((long)i * schedule.IntervalMs));
            var wait = due - Stopwatch.GetElapsedTime(received);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, context.RequestAborted);
            }

            sent = Stopwatch.GetTimestamp();
            first = i == 0 ? sent : first;
            await context.Response.BodyWriter.WriteAsync(StampedFrame(i, schedule.Tokens, sent), context.RequestAborted);
        }

        return (first, sent);
    }

    private static byte[] StampedFrame(int index, int count, long sent)
    {
        var text = index == 0 ? $"<!doctype html><html><body><p>@{sent};" : index == count - 1 ? $"@{sent};</p></body></html>" : $"@{sent};";
        return Frame($"{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":null}}");
    }

    private static byte[] Frame(string choice) =>
        Encoding.UTF8.GetBytes($"data: {{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[{choice}],\"usage\":null}}\n\n");

    private static byte[] UsageFrame(int tokens) => Encoding.UTF8.GetBytes(
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[],"
        + $"\"usage\":{{\"prompt_tokens\":100,\"completion_tokens\":{tokens},\"total_tokens\":{tokens + 100}}}}}\n\n");
}

/// <summary>What really happened, in Stopwatch ticks.</summary>
internal sealed record MockTruth(long ReceivedTicks, long FirstTokenTicks, long LastTokenTicks);
