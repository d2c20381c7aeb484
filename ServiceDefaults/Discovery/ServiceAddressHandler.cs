using Microsoft.Extensions.Hosting;

namespace Podium.ServiceDefaults.Discovery;

/// <summary>
/// Sends each call to where the module is at that moment. Clients are made with the services that hold them, which is before this process
/// knows the ports it listens on; a call made that early waits until it does.
/// </summary>
public sealed class ServiceAddressHandler(ServiceAddresses addresses, IHostApplicationLifetime lifetime, string service) : DelegatingHandler
{
    /// <summary>Stands for the module's address until a call is made.</summary>
    public static Uri PlaceOf(string service) => new($"http://{service}");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            await StartedAsync(cancellationToken);
        }

        request.RequestUri = new Uri(addresses.Grpc(service), request.RequestUri!.PathAndQuery);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
