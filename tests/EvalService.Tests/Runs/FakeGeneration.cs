using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.Generation.V1;

namespace Podium.EvalService.Tests.Runs;

/// <summary>The generation service as eval sees it, on a real socket: cars, and answers as a test scripts them.</summary>
internal sealed class FakeGeneration : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, Car> _cars = new();
    private readonly ConcurrentDictionary<string, Func<CompleteRequest, int, FakeCompletion>> _models = new();
    private readonly ConcurrentDictionary<string, int> _seen = new();
    private int _inFlight;
    private int _mostInFlight;

    private FakeGeneration(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public ConcurrentQueue<CompleteRequest> Requests { get; } = new();

    public int InFlight => Volatile.Read(ref _inFlight);

    public int MostInFlight => Volatile.Read(ref _mostInFlight);

    public static async Task<FakeGeneration> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        FakeGeneration? fake = null;
        builder.Services.AddSingleton(_ => fake!);
        fake = new FakeGeneration(builder.Build());
        fake._app.MapGrpcService<FakeGenerationService>();
        await fake._app.StartAsync();
        return fake;
    }

    public Car AddCar(long id, string model, long connectionId = 1, int maxInFlight = 1, int retries = 1, int backoffMs = 1, string? name = null)
    {
        var car = new Car
        {
            Id = id,
            Name = name ?? $"car {id}",
            Model = model,
            Temperature = 0.7,
            Connection = new Connection
            {
                Id = connectionId,
                Name = $"connection {connectionId}",
                Type = "OPENAI_COMPAT",
                Provider = "compatible",
                BaseUrl = "http://127.0.0.1:9",
                MaxInFlight = maxInFlight,
                TimeoutMs = 30_000,
                RetryCount = retries,
                RetryBackoffMs = backoffMs,
            },
        };
        return _cars[id] = car;
    }

    /// <param name="answer">From the request and how many of this model came before.</param>
    public void OnModel(string model, Func<CompleteRequest, int, FakeCompletion> answer) => _models[model] = answer;

    public void OnModel(string model, FakeCompletion answer) => OnModel(model, (_, _) => answer);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    internal GetCarsResponse Find(GetCarsRequest request)
    {
        var answer = new GetCarsResponse();
        answer.Cars.AddRange(request.CarIds.Where(_cars.ContainsKey).Select(id => _cars[id]));
        return answer;
    }

    internal async Task AnswerAsync(CompleteRequest request, IServerStreamWriter<CompletionEvent> responses, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        var now = Interlocked.Increment(ref _inFlight);
        InterlockedMax(now);
        try
        {
            var seen = _seen.AddOrUpdate(request.Model, 1, (_, count) => count + 1) - 1;
            var script = _models.TryGetValue(request.Model, out var answer) ? answer(request, seen) : FakeCompletion.Of($"Answer of {request.Model}.");
            await script.PlayAsync(responses, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private void InterlockedMax(int value)
    {
        for (var most = Volatile.Read(ref _mostInFlight); value > most; most = Volatile.Read(ref _mostInFlight))
        {
            Interlocked.CompareExchange(ref _mostInFlight, value, most);
        }
    }
}

/// <summary>As the generated base class would be; the product generates only the client's side for eval.</summary>
[BindServiceMethod(typeof(FakeGenerationBase), nameof(Bind))]
internal abstract class FakeGenerationBase
{
    public abstract Task<GetCarsResponse> GetCars(GetCarsRequest request, ServerCallContext context);

    public abstract Task Complete(CompleteRequest request, IServerStreamWriter<CompletionEvent> responseStream, ServerCallContext context);

    public static void Bind(ServiceBinderBase binder, FakeGenerationBase? service)
    {
        const string Name = "podium.generation.v1.Generation";
        binder.AddMethod(
            new Method<GetCarsRequest, GetCarsResponse>(MethodType.Unary, Name, "GetCars", Of(GetCarsRequest.Parser), Of(GetCarsResponse.Parser)),
            service is null ? (UnaryServerMethod<GetCarsRequest, GetCarsResponse>?)null : service.GetCars);
        binder.AddMethod(
            new Method<CompleteRequest, CompletionEvent>(MethodType.ServerStreaming, Name, "Complete", Of(CompleteRequest.Parser), Of(CompletionEvent.Parser)),
            service is null ? (ServerStreamingServerMethod<CompleteRequest, CompletionEvent>?)null : service.Complete);
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
}

internal sealed class FakeGenerationService(FakeGeneration fake) : FakeGenerationBase
{
    public override Task<GetCarsResponse> GetCars(GetCarsRequest request, ServerCallContext context) => Task.FromResult(fake.Find(request));

    public override Task Complete(CompleteRequest request, IServerStreamWriter<CompletionEvent> responseStream, ServerCallContext context) =>
        fake.AnswerAsync(request, responseStream, context.CancellationToken);
}
