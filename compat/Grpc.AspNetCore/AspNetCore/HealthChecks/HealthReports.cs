using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Tells watchers that the host has run its health checks again.</summary>
internal sealed class HealthReports : IHealthCheckPublisher
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next report.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _next, New()).TrySetResult();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
