namespace Grpc.AspNetCore.Server;

/// <summary>Keeps the parties that write one response apart: the service method, and the deadline that may end the call under it.</summary>
internal sealed class CallGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private bool _writing;
    private bool _ended;

    /// <exception cref="InvalidOperationException">The call has ended, or another write has not finished.</exception>
    public void BeginWrite()
    {
        lock (_lock)
        {
            if (_ended)
            {
                throw new InvalidOperationException("Can't write the message because the request is complete.");
            }

            if (_writing)
            {
                throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
            }

            _writing = true;
        }
    }

    public void EndWrite()
    {
        lock (_lock)
        {
            _writing = false;
            _idle?.TrySetResult();
        }
    }

    /// <summary>Claims the end of the call; only one party gets it. No write begins afterwards; <paramref name="idle"/> ends with the last one.</summary>
    public bool TryEnd(out Task idle)
    {
        lock (_lock)
        {
            idle = Task.CompletedTask;
            if (_ended)
            {
                return false;
            }

            _ended = true;
            if (_writing)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                idle = _idle.Task;
            }

            return true;
        }
    }
}
