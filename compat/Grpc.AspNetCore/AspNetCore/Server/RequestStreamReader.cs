using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Reads the requests of one call.</summary>
internal sealed class RequestStreamReader<T>(HttpContextServerCallContext context, MessageReader<T> reader) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("Can't read the value before MoveNext returned true.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var linked = cancellationToken.CanBeCanceled && cancellationToken != context.CancellationToken
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.CancellationToken)
            : null;
        using (linked)
        {
            _current = await ReadAsync(linked?.Token ?? context.CancellationToken);
            return _current is not null;
        }
    }

    /// <summary>The one request of a call.</summary>
    public async ValueTask<T> ReadSingleAsync()
    {
        var message = await ReadAsync(context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
        return await ReadAsync(context.CancellationToken) is null
            ? message
            : throw new RpcException(new Status(StatusCode.Internal, "Additional data after the message received."));
    }

    private async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException e) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            throw new OperationCanceledException("The client reset the request.", e, context.HttpContext.RequestAborted);
        }
    }
}
