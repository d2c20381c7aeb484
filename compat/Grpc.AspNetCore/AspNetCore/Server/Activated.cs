using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>An object for the time of one call: the container's own, or a new one that is disposed of with the call.</summary>
internal readonly struct Activated<T>(T instance, bool owned) : IAsyncDisposable
    where T : class
{
    private static readonly Lazy<ObjectFactory> _factory = new(() => ActivatorUtilities.CreateFactory(typeof(T), Type.EmptyTypes));

    public T Instance { get; } = instance;

    public static Activated<T> For(ServerCallContext context)
    {
        var services = context.GetHttpContext().RequestServices;
        return services.GetService<T>() is { } registered
            ? new Activated<T>(registered, owned: false)
            : new Activated<T>((T)_factory.Value(services, null), owned: true);
    }

    public static Activated<T> For(ServerCallContext context, Type type, ObjectFactory factory, object[] arguments)
    {
        var services = context.GetHttpContext().RequestServices;
        return arguments.Length == 0 && services.GetService(type) is { } registered
            ? new Activated<T>((T)registered, owned: false)
            : new Activated<T>((T)factory(services, arguments), owned: true);
    }

    public ValueTask DisposeAsync()
    {
        switch (owned ? Instance : null)
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                return default;
            default:
                return default;
        }
    }
}
