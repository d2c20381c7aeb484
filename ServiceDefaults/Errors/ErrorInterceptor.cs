using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Podium.ServiceDefaults.Errors;

/// <summary>
/// <see cref="ErrorTable"/> for gRPC: the same failures as statuses, with the stable code and the field in the trailers <c>podium-code</c> and
/// <c>podium-field</c>.
/// </summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        => MapAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        => MapAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        => MapAsync(context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        => MapAsync(context, () => continuation(requestStream, responseStream, context));

    private Task<bool> MapAsync(ServerCallContext context, Func<Task> call) => MapAsync(context, async () =>
    {
        await call();
        return true;
    });

    private async Task<T> MapAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller went away."));
        }
        catch (Exception e)
        {
            throw ToRpcException(context, e);
        }
    }

    private RpcException ToRpcException(ServerCallContext context, Exception e)
    {
        if (ErrorTable.Expected(e) is not { } problem)
        {
            LogFailed(logger, e, context.Method);
            problem = ErrorTable.ForStatus(500);
        }

        var trailers = new Metadata { { "podium-code", problem.Code } };
        if (problem.Field is not null)
        {
            trailers.Add("podium-field", problem.Field);
        }

        return new RpcException(new Status(ToStatus(problem.Status), problem.Detail), trailers);
    }

    internal static StatusCode ToStatus(int status) => status switch
    {
        400 or 413 or 415 or 422 => StatusCode.InvalidArgument,
        401 => StatusCode.Unauthenticated,
        402 or 403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        409 => StatusCode.FailedPrecondition,
        429 => StatusCode.ResourceExhausted,
        499 => StatusCode.Cancelled,
        502 or 503 => StatusCode.Unavailable,
        504 => StatusCode.DeadlineExceeded,
        _ => StatusCode.Internal,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method);
}
