using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Podium.TestKit.Providers;

/// <summary>Plays a reply on the socket and logs each instant.</summary>
internal static class FakeReplyWriter
{
    public static async Task WriteAsync(HttpContext context, FakeRequest request, FakeReply reply)
    {
        var left = context.RequestAborted;
        try
        {
            context.Response.StatusCode = reply.Status;
            context.Response.ContentType = reply.ContentType;
            foreach (var (name, value) in reply.Headers)
            {
                context.Response.Headers[name] = value;
            }

            foreach (var step in reply.Steps)
            {
                await PlayAsync(context, request, reply, step, left);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client left, or a script cut the connection; Ended tells.
        }
        finally
        {
            request.End(left.IsCancellationRequested);
        }
    }

    private static async Task PlayAsync(HttpContext context, FakeRequest request, FakeReply reply, FakeStep step, CancellationToken left)
    {
        switch (step)
        {
            case FakeStep.Write write:
                await SendAsync(context, request, reply.SplitBytes, write.Bytes, write.Kind, left);
                break;
            case FakeStep.WaitUntil wait:
                var rest = wait.SinceReceived - Stopwatch.GetElapsedTime(request.ReceivedAt);
                if (rest > TimeSpan.Zero)
                {
                    // Headers go out before the first wait, as with a real server that thinks.
                    await FlushHeadersAsync(context, request, left);
                    await Task.Delay(rest, left);
                }

                break;
            case FakeStep.Loop loop:
                for (long i = 0; loop.Count is not { } count || i < count; i++)
                {
                    await SendAsync(context, request, 0, loop.Bytes, "loop", left);
                    if (loop.Interval > TimeSpan.Zero)
                    {
                        await Task.Delay(loop.Interval, left);
                    }
                }

                break;
            case FakeStep.Silence:
                await FlushHeadersAsync(context, request, left);
                await Task.Delay(Timeout.InfiniteTimeSpan, left);
                break;
            case FakeStep.CutOff:
                await FlushHeadersAsync(context, request, left);

                // The reset that follows would discard what the client has not read yet.
                await Task.Delay(50, left);
                context.Abort();
                break;
        }
    }

    private static async Task SendAsync(HttpContext context, FakeRequest request, int splitBytes, byte[] bytes, string kind, CancellationToken left)
    {
        var size = splitBytes > 0 ? splitBytes : Math.Max(1, bytes.Length);
        for (var start = 0; start < bytes.Length; start += size)
        {
            var at = Stopwatch.GetTimestamp();
            await context.Response.Body.WriteAsync(bytes.AsMemory(start, Math.Min(size, bytes.Length - start)), left);
            await context.Response.Body.FlushAsync(left);
            request.Log(at, kind);
        }
    }

    private static async Task FlushHeadersAsync(HttpContext context, FakeRequest request, CancellationToken left)
    {
        if (!context.Response.HasStarted)
        {
            var at = Stopwatch.GetTimestamp();
            await context.Response.StartAsync(left);
            await context.Response.Body.FlushAsync(left);
            request.Log(at, "headers");
        }
    }
}
