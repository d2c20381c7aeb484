using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>The deadline a client set by <c>grpc-timeout</c>, as a UTC time, a token and a timer.</summary>
internal sealed class CallDeadline : IAsyncDisposable
{
    // Timers take at most 2^32 - 2 ms; a deadline beyond that is only reported, never enforced.
    private static readonly TimeSpan _maxTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _source;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Timer? _timer;

    private CallDeadline(TimeSpan timeout, CancellationToken requestAborted)
    {
        _timeout = timeout;
        At = timeout < DateTime.MaxValue - DateTime.UtcNow ? DateTime.UtcNow + timeout : DateTime.MaxValue;
        _source = CancellationTokenSource.CreateLinkedTokenSource(requestAborted);
        Token = _source.Token;
    }

    public DateTime At { get; }

    public CancellationToken Token { get; }

    /// <summary>Ends when what <see cref="Start"/> was given has run.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Null when the client set no deadline, or one that cannot be read, which the protocol treats alike.</summary>
    public static CallDeadline? Read(HttpContext httpContext) =>
        GrpcTimeout.TryParse(httpContext.Request.Headers[WireHeaders.Timeout], out var timeout)
            ? new CallDeadline(timeout, httpContext.RequestAborted)
            : null;

    public void Start(Func<Task> onPassed)
    {
        if (_timeout <= _maxTimer)
        {
            _timer = new Timer(_ => _ = RunAsync(onPassed), null, _timeout, Timeout.InfiniteTimeSpan);
        }
    }

    public Task CancelAsync() => _source.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        _source.Dispose();
    }

    private async Task RunAsync(Func<Task> onPassed)
    {
        try
        {
            await onPassed();
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
