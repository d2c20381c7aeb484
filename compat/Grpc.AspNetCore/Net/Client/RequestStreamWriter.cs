using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Writes the requests of a call, each as one block and flushed unless another is hinted at.</summary>
internal sealed class RequestStreamWriter<TRequest>(
    StreamingRequest content, Marshaller<TRequest> marshaller, int? maxSize, IWriteFailures failures, CancellationToken callToken)
    : IClientStreamWriter<TRequest>
    where TRequest : class
{
    private readonly MessageBuffer _buffer = new(maxSize);
    private int _writing;
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (_completed)
        {
            throw new InvalidOperationException("Can't write the message because the request stream is complete.");
        }

        if (Interlocked.Exchange(ref _writing, 1) == 1)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        try
        {
            await SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw await failures.ExplainAsync(e).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed = true;
        content.Complete();
        return Task.CompletedTask;
    }

    private async Task SendAsync(TRequest message, CancellationToken cancellationToken)
    {
        // As in the real package, cancelling one write cancels the call: half a message cannot be taken back.
        using var registration = cancellationToken.UnsafeRegister(static state => ((IWriteFailures)state!).CancelCall(), failures);
        var stream = await content.Stream.WaitAsync(callToken).ConfigureAwait(false);
        await stream.WriteAsync(_buffer.Write(message, marshaller), callToken).ConfigureAwait(false);
        if ((WriteOptions?.Flags & WriteFlags.BufferHint) != WriteFlags.BufferHint)
        {
            await stream.FlushAsync(callToken).ConfigureAwait(false);
        }

        // Only here, after success: a failed write may still be reading the memory.
        _buffer.Release();
    }
}

internal interface IWriteFailures
{
    void CancelCall();

    /// <summary>The status of the call, when that is why a write failed.</summary>
    Task<RpcException> ExplainAsync(Exception exception);
}
