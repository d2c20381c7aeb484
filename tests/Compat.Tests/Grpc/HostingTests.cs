using System.Diagnostics;
using System.Globalization;
using Compat.Peers.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Podium.Compat.Tests.Grpc;

/// <summary>How services and clients sit in a host: options, interceptors, policies, registered clients, health, traces.</summary>
public sealed class HostingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static CallOptions Options => new(deadline: DateTime.UtcNow + Limit);

    [Fact]
    public async Task Detailed_errors_tell_the_exception()
    {
        await using var server = await OwnServer.StartAsync(options => options.EnableDetailedErrors = true);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var failure = await FailureAsync(new Peer.PeerClient(channel).UnaryAsync(new Note { Text = "throw" }, Options).ResponseAsync);
        failure.Status.ShouldBe(new Status(
            StatusCode.Unknown, "Exception was thrown by handler. InvalidOperationException: A secret of the server."));
    }

    [Fact]
    public async Task A_response_over_the_limit_of_the_server_is_refused()
    {
        await using var server = await OwnServer.StartAsync(options => options.MaxSendMessageSize = 100);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var failure = await FailureAsync(new Peer.PeerClient(channel).UnaryAsync(new Note { Text = "large", Count = 100 }, Options).ResponseAsync);
        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_request_over_the_limit_of_the_client_is_not_sent()
    {
        await using var server = await OwnServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxSendMessageSize = 10 });
        var note = new Note { Text = new string('x', 20) };
        (await FailureAsync(new Peer.PeerClient(channel).UnaryAsync(note, Options).ResponseAsync)).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        using var call = new Peer.PeerClient(channel).Collect(Options);
        (await FailureAsync(call.RequestStream.WriteAsync(note))).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Server_interceptors_run_in_order_around_every_kind_of_call()
    {
        var log = new List<string>();
        await using var server = await OwnServer.StartAsync<PeerService>(
            options =>
            {
                options.Interceptors.Add<Recorder>("outer");
                options.Interceptors.Add<Recorder>("inner");
            },
            builder => builder.Services.AddSingleton(log));
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Peer.PeerClient(channel);

        await client.UnaryAsync(new Note(), Options).ResponseAsync.WaitAsync(Limit);
        using var collect = client.Collect(Options);
        await collect.RequestStream.CompleteAsync();
        await collect.ResponseAsync.WaitAsync(Limit);
        using var expand = client.Expand(new Note(), Options);
        await expand.ResponseStream.MoveNext().WaitAsync(Limit);
        using var chat = client.Chat(Options);
        await chat.RequestStream.CompleteAsync();
        await chat.ResponseStream.MoveNext().WaitAsync(Limit);

        log.ShouldBe(["outer unary", "inner unary", "outer collect", "inner collect", "outer expand", "inner expand", "outer chat", "inner chat"]);
    }

    [Fact]
    public async Task A_service_can_require_a_policy_and_a_host()
    {
        await using var server = await OwnServer.StartAsync<PeerService>(
            build: builder =>
            {
                builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
                builder.Services.AddAuthorization();
            },
            map: (app, service) =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                service.RequireAuthorization().RequireHost("private.test");
            });
        using var channel = GrpcChannel.ForAddress(server.Address);
        var method = new Method<string, string>(
            MethodType.Unary, "compat.peers.v1.Peer", "Unary", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        (await StatusAsync("elsewhere.test", null)).ShouldBe(StatusCode.Unimplemented);
        (await StatusAsync("private.test", null)).ShouldBe(StatusCode.Unauthenticated);
        (await StatusAsync("private.test", "someone")).ShouldBe(StatusCode.OK);

        async Task<StatusCode> StatusAsync(string host, string? user)
        {
            var headers = new Metadata();
            if (user is not null)
            {
                headers.Add("x-user", user);
            }

            using var call = channel.CreateCallInvoker().AsyncUnaryCall(method, host, Options.WithHeaders(headers), "");
            await call.ResponseAsync.WaitAsync(Limit).ContinueWith(_ => { }, TaskScheduler.Default);
            return call.GetStatus().StatusCode;
        }
    }

    [Fact]
    public async Task A_registered_client_uses_its_address_its_handlers_and_its_interceptors()
    {
        await using var server = await OwnServer.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<ClientRecorder>();
        services.AddTransient<AskingHandler>();
        services.AddGrpcClient<Peer.PeerClient>(options => options.Address = server.Address)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())
            .AddHttpMessageHandler<AskingHandler>()
            .ConfigureChannel(options => options.MaxReceiveMessageSize = 100)
            .AddInterceptor<ClientRecorder>();
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<Peer.PeerClient>();
        using var call = client.UnaryAsync(new Note { Text = "echo" }, Options);
        await call.ResponseAsync.WaitAsync(Limit);

        (await call.ResponseHeadersAsync.WaitAsync(Limit)).GetValue("x-echo").ShouldBe("handler");
        provider.GetRequiredService<ClientRecorder>().Calls.ShouldBe(["/compat.peers.v1.Peer/Unary"]);
        (await FailureAsync(client.UnaryAsync(new Note { Text = "large", Count = 100 }, Options).ResponseAsync))
            .StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        provider.GetRequiredService<GrpcClientFactory>().CreateClient<Peer.PeerClient>(nameof(Peer.PeerClient)).ShouldNotBeSameAs(client);
    }

    [Fact]
    public async Task The_trace_of_the_caller_continues_in_the_service()
    {
        await using var server = await OwnServer.StartAsync<TraceService>();
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        var note = await new Peer.PeerClient(channel).UnaryAsync(new Note(), Options).ResponseAsync.WaitAsync(Limit);
        note.Text.ShouldBe(activity.TraceId.ToHexString());
    }

    [Fact]
    public async Task Health_watchers_hear_of_changes()
    {
        var healthy = true;
        await using var server = await OwnServer.StartAsync<PeerService>(build: builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("switch", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
            builder.Services.Configure<HealthCheckPublisherOptions>(options =>
                (options.Delay, options.Period) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)));
        });
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Health.HealthClient(channel);
        using var watch = client.Watch(new HealthCheckRequest(), Options);

        (await NextAsync()).ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
        healthy = false;
        (await NextAsync()).ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await client.CheckAsync(new HealthCheckRequest(), Options).ResponseAsync.WaitAsync(Limit)).Status
            .ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);

        async Task<HealthCheckResponse.Types.ServingStatus> NextAsync()
        {
            (await watch.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
            return watch.ResponseStream.Current.Status;
        }
    }

    [Fact]
    public async Task Stopping_the_host_ends_health_watches()
    {
        var server = await OwnServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var watch = new Health.HealthClient(channel).Watch(new HealthCheckRequest(), Options);
        (await watch.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        await server.DisposeAsync();
        (await watch.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        watch.ResponseStream.Current.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await watch.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeFalse();
    }

    [Fact]
    public async Task Mapping_a_service_without_adding_grpc_says_what_to_do()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        Should.Throw<InvalidOperationException>(() => app.MapGrpcService<PeerService>()).Message.ShouldContain("AddGrpc");
    }

    [Fact]
    public async Task The_context_of_a_call_tells_of_its_request()
    {
        await using var server = await OwnServer.StartAsync<ContextService>();
        using var channel = GrpcChannel.ForAddress(server.Address);
        var note = await new Peer.PeerClient(channel).UnaryAsync(new Note(), Options).ResponseAsync.WaitAsync(Limit);
        note.Text.ShouldStartWith($"/compat.peers.v1.Peer/Unary {server.Address.Authority} ipv4:127.0.0.1:");
    }

    [Fact]
    public async Task A_stream_keeps_what_came_before_its_deadline_and_takes_nothing_after()
    {
        await using var server = await OwnServer.StartAsync<LateService>();
        using var channel = GrpcChannel.ForAddress(server.Address);

        // The deadline goes to the server alone, so that it is the server's status that arrives.
        using var call = new Peer.PeerClient(channel).Expand(new Note(), new Metadata { { "grpc-timeout", "400m" } });
        (await call.ResponseStream.MoveNext().WaitAsync(Limit)).ShouldBeTrue();
        (await FailureAsync(call.ResponseStream.MoveNext())).Status.ShouldBe(new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded"));
        (await LateService.AfterDeadline.Task.WaitAsync(Limit)).ShouldBe("Can't write the message because the request is complete.");
    }

    [Fact]
    public async Task A_write_hinted_to_wait_leaves_with_the_next_one()
    {
        await using var server = await OwnServer.StartAsync<BufferingService>();
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new Peer.PeerClient(channel).Expand(new Note(), Options);
        var counts = new List<int>();
        await foreach (var note in call.ResponseStream.ReadAllAsync())
        {
            counts.Add(note.Count);
        }

        counts.ShouldBe([1, 2, 3]);
    }

    private static async Task<RpcException> FailureAsync(Task task) => await Should.ThrowAsync<RpcException>(task.WaitAsync(Limit));

    private sealed class LateService : Peer.PeerBase
    {
        public static TaskCompletionSource<string> AfterDeadline { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task Expand(Note request, IServerStreamWriter<Note> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(request);
            await Task.Delay(Limit, context.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            AfterDeadline.SetResult((await Should.ThrowAsync<InvalidOperationException>(() => responseStream.WriteAsync(request))).Message);
        }
    }

    private sealed class BufferingService : Peer.PeerBase
    {
        public override async Task Expand(Note request, IServerStreamWriter<Note> responseStream, ServerCallContext context)
        {
            responseStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            await responseStream.WriteAsync(new Note { Count = 1 });
            await responseStream.WriteAsync(new Note { Count = 2 });
            responseStream.WriteOptions = null;
            await responseStream.WriteAsync(new Note { Count = 3 });
        }
    }

    private sealed class TraceService : Peer.PeerBase
    {
        public override Task<Note> Unary(Note request, ServerCallContext context) =>
            Task.FromResult(new Note { Text = context.RequestHeaders.GetValue("traceparent")?.Split('-')[1] ?? "" });
    }

    private sealed class ContextService : Peer.PeerBase
    {
        public override Task<Note> Unary(Note request, ServerCallContext context)
        {
            context.GetHttpContext().Request.Path.Value.ShouldBe(context.Method);
            context.AuthContext.IsPeerAuthenticated.ShouldBeFalse();
            context.UserState["seen"] = true;
            return Task.FromResult(new Note { Text = string.Create(CultureInfo.InvariantCulture, $"{context.Method} {context.Host} {context.Peer}") });
        }
    }

    private sealed class Recorder(string name, List<string> log) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} unary");
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} collect");
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} expand");
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            log.Add($"{name} chat");
            return continuation(requestStream, responseStream, context);
        }
    }

    private sealed class ClientRecorder : Interceptor
    {
        public List<string> Calls { get; } = [];

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            if (Calls.Count == 0)
            {
                Calls.Add(context.Method.FullName);
            }

            return continuation(request, context);
        }
    }

    private sealed class AskingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("x-ask", "handler");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class HeaderAuthentication(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["x-user"].FirstOrDefault() is { } user
                ? AuthenticateResult.Success(new AuthenticationTicket(
                    new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
                        [new System.Security.Claims.Claim("name", user)], Scheme.Name)),
                    Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
