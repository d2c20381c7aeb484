using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>One channel per registered name, for the life of the container; clients over it are cheap.</summary>
internal sealed class DefaultGrpcClientFactory(
    IServiceProvider services, IHttpMessageHandlerFactory handlers, IOptionsMonitor<GrpcClientFactoryOptions> options)
    : GrpcClientFactory, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> _channels = new();

    public override TClient CreateClient<TClient>(string name) =>
        ClientActivator<TClient>.Create(services, [_channels.GetOrAdd(name, key => new(() => CreateChannel(key))).Value.Invoker]);

    public void Dispose()
    {
        foreach (var channel in _channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Channel.Dispose();
        }
    }

    private (GrpcChannel Channel, CallInvoker Invoker) CreateChannel(string name)
    {
        var client = options.Get(name);
        var channelOptions = new GrpcChannelOptions { HttpHandler = handlers.CreateHandler(name) };
        foreach (var configure in client.ChannelOptionsActions)
        {
            configure(channelOptions);
        }

        var channel = GrpcChannel.ForAddress(
            client.Address ?? throw new InvalidOperationException($"Could not resolve the address for gRPC client '{name}'. Set an address when registering the client."),
            channelOptions);

        // The first registered interceptor is the outermost.
        var invoker = Enumerable.Reverse(client.InterceptorFactories)
            .Aggregate(channel.CreateCallInvoker(), (next, create) => next.Intercept(create(services)));
        return (channel, invoker);
    }

    private static class ClientActivator<TClient>
    {
        private static readonly ObjectFactory<TClient> _factory = ActivatorUtilities.CreateFactory<TClient>([typeof(CallInvoker)]);

        public static TClient Create(IServiceProvider services, object[] arguments) => _factory(services, arguments);
    }
}
