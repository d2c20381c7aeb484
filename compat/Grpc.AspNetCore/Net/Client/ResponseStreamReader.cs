using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>The responses of a call; a call is over, with its status known, once this ends.</summary>
internal sealed class ResponseStreamReader<T>(IResponseSource<T> source) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;
    private int _reading;

    public T Current => _current ?? throw new InvalidOperationException("Can't read the value before MoveNext returned true.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) == 1)
        {
            throw new InvalidOperationException("Can't read the next message because the previous read is in progress.");
        }

        try
        {
            _current = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}

internal interface IResponseSource<T>
    where T : class
{
    /// <summary>The next response; null when the call ended with OK.</summary>
    /// <exception cref="RpcException">The call ended with another status.</exception>
    ValueTask<T?> ReadAsync(CancellationToken cancellationToken);
}
