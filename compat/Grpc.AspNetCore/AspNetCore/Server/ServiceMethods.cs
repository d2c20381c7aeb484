using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>One method of a service, ready to be an endpoint.</summary>
internal sealed record ServiceMethod(IMethod Method, MethodInfo Implementation, RequestDelegate Handler);

/// <summary>Collects the methods of a service type: delegates and interceptors are put together once, not per call.</summary>
internal sealed class ServiceMethods<TService>(GrpcServiceOptions options, ILogger logger) : ServiceBinderBase
    where TService : class
{
    private readonly List<ServiceMethod> _methods = [];

    /// <summary>Lists the methods by the binder that generated code left on a base class of the service.</summary>
    public static IReadOnlyList<ServiceMethod> Of(GrpcServiceOptions options, ILogger logger)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                var bind = attribute.BindType.GetMethod(
                    attribute.BindMethodName,
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
                    [typeof(ServiceBinderBase), type]);
                var binder = new ServiceMethods<TService>(options, logger);
                _ = (bind ?? throw NotAService()).Invoke(null, [binder, null]);
                return binder._methods;
            }
        }

        throw NotAService();
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(TRequest), typeof(ServerCallContext));
        var invoke = implementation.CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>();
        var pipeline = Intercept<UnaryServerMethod<TRequest, TResponse>>(
            async (request, context) =>
            {
                await using var service = Activated<TService>.For(context);
                return await invoke(service.Instance, request, context);
            },
            (get, next) => async (request, context) =>
            {
                await using var interceptor = get(context);
                return await interceptor.Instance.UnaryServerHandler(request, context, next);
            });
        Add(method, implementation, async (call, requests, responses) =>
            await responses.WriteLastAsync(NotNull(await pipeline(await requests.ReadSingleAsync(), call))));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var invoke = implementation.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>();
        var pipeline = Intercept<ClientStreamingServerMethod<TRequest, TResponse>>(
            async (requests, context) =>
            {
                await using var service = Activated<TService>.For(context);
                return await invoke(service.Instance, requests, context);
            },
            (get, next) => async (requests, context) =>
            {
                await using var interceptor = get(context);
                return await interceptor.Instance.ClientStreamingServerHandler(requests, context, next);
            });
        Add(method, implementation, async (call, requests, responses) =>
            await responses.WriteLastAsync(NotNull(await pipeline(requests, call))));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var invoke = implementation.CreateDelegate<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        var pipeline = Intercept<ServerStreamingServerMethod<TRequest, TResponse>>(
            async (request, responses, context) =>
            {
                await using var service = Activated<TService>.For(context);
                await invoke(service.Instance, request, responses, context);
            },
            (get, next) => async (request, responses, context) =>
            {
                await using var interceptor = get(context);
                await interceptor.Instance.ServerStreamingServerHandler(request, responses, context, next);
            });
        Add(method, implementation, async (call, requests, responses) => await pipeline(await requests.ReadSingleAsync(), responses, call));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var invoke = implementation
            .CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        var pipeline = Intercept<DuplexStreamingServerMethod<TRequest, TResponse>>(
            async (requests, responses, context) =>
            {
                await using var service = Activated<TService>.For(context);
                await invoke(service.Instance, requests, responses, context);
            },
            (get, next) => async (requests, responses, context) =>
            {
                await using var interceptor = get(context);
                await interceptor.Instance.DuplexStreamingServerHandler(requests, responses, context, next);
            });
        Add(method, implementation, (call, requests, responses) => pipeline(requests, responses, call));
    }

    private static InvalidOperationException NotAService() =>
        new($"'{typeof(TService)}' does not derive from a generated gRPC service base class.");

    private static TResponse NotNull<TResponse>(TResponse? response)
        where TResponse : class =>
        response ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));

    private static MethodInfo Find(IMethod method, params Type[] parameters) =>
        typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
        ?? throw new InvalidOperationException($"'{typeof(TService)}' has no method '{method.Name}'.");

    private TMethod Intercept<TMethod>(TMethod innermost, Func<Func<ServerCallContext, Activated<Interceptor>>, TMethod, TMethod> wrap)
    {
        var method = innermost;
        foreach (var registration in options.Interceptors.Reverse())
        {
            var factory = ActivatorUtilities.CreateFactory(registration.Type, [.. registration.Arguments.Select(a => a.GetType())]);
            object[] arguments = [.. registration.Arguments];
            method = wrap(context => Activated<Interceptor>.For(context, registration.Type, factory, arguments), method);
        }

        return method;
    }

    private void Add<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        MethodInfo implementation,
        Func<HttpContextServerCallContext, RequestStreamReader<TRequest>, ResponseStreamWriter<TResponse>, Task> run)
        where TRequest : class
        where TResponse : class
    {
        _methods.Add(new ServiceMethod(method, implementation, HandleAsync));

        Task HandleAsync(HttpContext http)
        {
            if (!RequestGate.Admit(http))
            {
                return Task.CompletedTask;
            }

            CallActivity.SetMethod(http, method.FullName);
            return new ServerCall(new HttpContextServerCallContext(http, method), method, options, logger).RunAsync(InvokeAsync);
        }

        Task InvokeAsync(HttpContextServerCallContext call)
        {
            var request = call.HttpContext.Request;
            var reader = new MessageReader<TRequest>(
                request.BodyReader, method.RequestMarshaller, options.MaxReceiveMessageSize, request.Headers[WireHeaders.Encoding]);
            return run(
                call,
                new RequestStreamReader<TRequest>(call, reader),
                new ResponseStreamWriter<TResponse>(call, method.ResponseMarshaller, options.MaxSendMessageSize));
        }
    }
}
