using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of all gRPC services of a host. Sizes are in bytes of one message; null is no limit.</summary>
public class GrpcServiceOptions
{
    public int? MaxSendMessageSize { get; set; }

    /// <summary>4 MiB unless set.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Sends type and message of unexpected exceptions to the client.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Run in order around every service method.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

/// <summary>The interceptors of the services of a host.</summary>
public class InterceptorCollection : Collection<InterceptorRegistration>
{
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(new InterceptorRegistration(typeof(TInterceptor), args));
}

/// <summary>An interceptor type, taken from the container or created with arguments for each call.</summary>
public class InterceptorRegistration
{
    internal InterceptorRegistration(Type type, object[] arguments) => (Type, Arguments) = (type, arguments);

    public Type Type { get; }

    public IReadOnlyList<object> Arguments { get; }
}
