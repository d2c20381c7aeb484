using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Runs one call: checks the request, runs the method, and ends the response with exactly one status.</summary>
internal sealed class ServerCall(
    HttpContextServerCallContext context, IMethod method, GrpcServiceOptions options, ILogger logger)
{
    private static readonly TimeSpan _writeGrace = TimeSpan.FromSeconds(1);

    private readonly HttpContext _http = context.HttpContext;

    public async Task RunAsync(Func<HttpContextServerCallContext, Task> invoke)
    {
        PrepareResponse();
        context.CallDeadline?.Start(PassDeadlineAsync);
        try
        {
            await EndAsync(await InvokeAsync(invoke));
        }
        finally
        {
            if (context.CallDeadline is not null)
            {
                await context.CallDeadline.DisposeAsync();
            }
        }
    }

    private void PrepareResponse()
    {
        _http.Response.ContentType = WireHeaders.ContentType;
        _http.Response.Headers[WireHeaders.AcceptEncoding] = WireHeaders.SupportedEncodings;

        // A quiet stream is not a slow attack, and the size limit here is per message.
        if (_http.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (_http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    private async Task<Status> InvokeAsync(Func<HttpContextServerCallContext, Task> invoke)
    {
        string? encoding = _http.Request.Headers[WireHeaders.Encoding];
        if (!Compression.IsSupported(encoding))
        {
            return new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: identity, gzip");
        }

        try
        {
            await invoke(context);
            return context.Status;
        }
        catch (RpcException e)
        {
            ServerLog.EndedWithStatus(logger, e, method.FullName, e.StatusCode);
            foreach (var entry in e.Trailers)
            {
                context.ResponseTrailers.Add(entry);
            }

            return e.Status;
        }
        catch (Exception e) when (context.CancellationToken.IsCancellationRequested)
        {
            ServerLog.Cancelled(logger, e, method.FullName);
            return new Status(StatusCode.Cancelled, "The call was cancelled.");
        }
        catch (Exception e)
        {
            ServerLog.Failed(logger, e, method.FullName);
            return new Status(
                StatusCode.Unknown,
                options.EnableDetailedErrors == true
                    ? $"Exception was thrown by handler. {e.GetType().Name}: {e.Message}"
                    : "Exception was thrown by handler.");
        }
    }

    private async Task EndAsync(Status status)
    {
        if (!context.Gate.TryEnd(out var idle))
        {
            // The deadline came first and ends the response.
            await context.CallDeadline!.Ended;
            return;
        }

        // A method may return without having awaited its last write.
        await idle;
        if (!_http.RequestAborted.IsCancellationRequested)
        {
            context.WriteStatus(status);
        }

        CallActivity.SetStatus(_http, status.StatusCode);
    }

    private async Task PassDeadlineAsync()
    {
        if (!context.Gate.TryEnd(out var idle))
        {
            return;
        }

        ServerLog.DeadlinePassed(logger, method.FullName);
        CallActivity.SetStatus(_http, StatusCode.DeadlineExceeded);
        var cancelling = context.CallDeadline!.CancelAsync();
        try
        {
            await idle.WaitAsync(_writeGrace);
            context.WriteStatus(new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded"));
            await _http.Response.CompleteAsync().WaitAsync(_writeGrace);
            await cancelling;
        }
        catch (TimeoutException)
        {
            // The client does not read, so a status behind the unread messages would not reach it.
            _http.Abort();
        }
        catch (Exception e)
        {
            ServerLog.EndingFailed(logger, e, method.FullName);
            _http.Abort();
        }
    }
}
