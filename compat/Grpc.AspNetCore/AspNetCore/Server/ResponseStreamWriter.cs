using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Writes the responses of one call. Each message is flushed alone unless the caller hints that another follows.</summary>
internal sealed class ResponseStreamWriter<T>(HttpContextServerCallContext context, Marshaller<T> marshaller, int? maxSize) : IServerStreamWriter<T>
    where T : class
{
    private readonly PipeMessageWriter _writer = new(context.HttpContext.Response.BodyWriter, maxSize);

    public WriteOptions? WriteOptions
    {
        get => context.WriteOptions;
        set => context.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, flush: (WriteOptions?.Flags & WriteFlags.BufferHint) != WriteFlags.BufferHint);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(message);
    }

    /// <summary>The one response of a call: it leaves together with the trailers.</summary>
    public Task WriteLastAsync(T message) => WriteAsync(message, flush: false);

    private Task WriteAsync(T message, bool flush)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (context.CancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("Can't write the message because the request is complete.");
        }

        context.Gate.BeginWrite();
        try
        {
            _writer.Write(message, marshaller);
            context.ResponseBegun = true;
            if (flush)
            {
                var flushing = context.HttpContext.Response.BodyWriter.FlushAsync();
                if (!flushing.IsCompletedSuccessfully)
                {
                    return FinishAsync(flushing);
                }

                _ = flushing.Result;
            }
        }
        catch
        {
            context.Gate.EndWrite();
            throw;
        }

        context.Gate.EndWrite();
        return Task.CompletedTask;
    }

    private async Task FinishAsync(ValueTask<System.IO.Pipelines.FlushResult> flushing)
    {
        try
        {
            await flushing;
        }
        finally
        {
            context.Gate.EndWrite();
        }
    }
}
