using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podium.ServiceDefaults.Errors;

/// <summary>Outermost: applies <see cref="ErrorTable"/> to what was thrown, and gives bare error statuses a body.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            CloseForGoneClient(context);
            return;
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            CloseForGoneClient(context);
            return;
        }
        catch (Exception e)
        {
            await AnswerAsync(context, e);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await ErrorTable.ForStatus(context.Response.StatusCode).WriteAsync(context);
        }
    }

    private static void CloseForGoneClient(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = ErrorTable.ClientClosedRequest;
        }
    }

    private Task AnswerAsync(HttpContext context, Exception e)
    {
        var expected = ErrorTable.Expected(e);
        if (expected is null || e is DbException || context.Response.HasStarted)
        {
            LogFailed(logger, e, context.Request.Method, context.Request.Path);
        }

        if (context.Response.HasStarted)
        {
            // A broken connection tells the client that the answer is not whole; a clean end would not.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        return (expected ?? ErrorTable.ForStatus(500)).WriteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, PathString path);
}

/// <summary>Puts <see cref="ErrorMiddleware"/> before whatever the host adds.</summary>
internal sealed class ErrorStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ErrorMiddleware>();
        next(app);
    };
}
