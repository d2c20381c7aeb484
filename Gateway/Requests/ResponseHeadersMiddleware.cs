using Microsoft.AspNetCore.Http;

namespace Podium.Gateway.Requests;

/// <summary>
/// What every answer carries. Set as the answer starts, after a proxied one brought its own headers, so that nothing appears twice.
/// </summary>
internal sealed class ResponseHeadersMiddleware(RequestDelegate next)
{
    private const string EventStream = "text/event-stream";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Complete((HttpResponse)state), context.Response);
        return next(context);
    }

    private static Task Complete(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers["Referrer-Policy"].Count == 0)
        {
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        }

        if (headers["Cross-Origin-Resource-Policy"].Count == 0)
        {
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
        }

        if (response.ContentType?.StartsWith(EventStream, StringComparison.Ordinal) == true)
        {
            // Proxies in front that buffer - nginx does by default - would hold tokens back.
            headers["X-Accel-Buffering"] = "no";
        }

        return Task.CompletedTask;
    }
}
