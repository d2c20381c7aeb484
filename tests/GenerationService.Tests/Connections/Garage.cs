using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Podium.Generation.V1;
using Podium.GenerationService.Tests.Generations;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>The service with a fake model server, and short ways to its garage.</summary>
internal sealed class Garage : IAsyncDisposable
{
    public const string Key = "sk-test-secret-key-1234567890";
    private const string Service = "podium.generation.v1.Generation";

    private static readonly Method<CompleteRequest, CompletionEvent> _complete = new(
        MethodType.ServerStreaming, Service, "Complete", Of(CompleteRequest.Parser), Of(CompletionEvent.Parser));

    private static readonly Method<GetCarsRequest, GetCarsResponse> _cars = new(
        MethodType.Unary, Service, "GetCars", Of(GetCarsRequest.Parser), Of(GetCarsResponse.Parser));

    private readonly GrpcChannel _channel;

    private Garage(GenerationHost host, FakeProvider upstream)
    {
        Host = host;
        Upstream = upstream;
        _channel = GrpcChannel.ForAddress(host.Services.GetRequiredService<ListenerAddresses>().Grpc!);
        Root = host.ClientFor(GenerationHost.Root);
    }

    public GenerationHost Host { get; }

    public FakeProvider Upstream { get; }

    public HttpClient Root { get; }

    public static async Task<Garage> StartAsync(string database, params (string Key, string Value)[] settings)
    {
        var upstream = await FakeProvider.StartAsync();
        return new Garage(
            await GenerationHost.StartAsync(
                database, upstream, [("Kestrel:Endpoints:grpc:Url", "http://127.0.0.1:0"), ("Generation:Demo:SpeedFactor", "1000"), .. settings]),
            upstream);
    }

    /// <summary>Sends a JSON body and reads the answer, which must have the status.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, int status = 200, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await (client ?? Host.Client).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task<JsonElement> PostAsync(string path, object? body = null, int status = 200) => SendAsync(HttpMethod.Post, path, body, status);

    public Task<JsonElement> PutAsync(string path, object? body, int status = 200) => SendAsync(HttpMethod.Put, path, body, status);

    public Task<JsonElement> GetAsync(string path, int status = 200) => SendAsync(HttpMethod.Get, path, null, status);

    public Task<JsonElement> DeleteAsync(string path, int status = 200) => SendAsync(HttpMethod.Delete, path, null, status);

    public async Task<long> ConnectAsync(string type, string? baseUrl = null, string? key = Key, string? name = null) =>
        (await PostAsync("/api/connections", new { name = name ?? $"{type} {Guid.NewGuid():N}", type, base_url = baseUrl ?? Upstream.BaseUrl, api_key = key }))
        .GetProperty("id").GetInt64();

    public async Task<List<CompletionEvent>> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken = default)
    {
        using var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(_complete, null, As(GenerationHost.Ada, cancellationToken), request);
        var events = new List<CompletionEvent>();
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            events.Add(call.ResponseStream.Current);
        }

        return events;
    }

    public async Task<IReadOnlyList<Car>> CarsAsync(params long[] ids) =>
        (await _channel.CreateCallInvoker().AsyncUnaryCall(_cars, null, As(GenerationHost.Ada, default), new GetCarsRequest { CarIds = { ids } }).ResponseAsync).Cars;

    public static CompleteRequest Ask(long connectionId, string model, string prompt = "Hello") => new()
    {
        ConnectionId = connectionId,
        Model = model,
        Messages = { new Message { Role = "user", Text = prompt } },
    };

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        Root.Dispose();
        await Host.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);

    private CallOptions As(PodiumUser user, CancellationToken cancellationToken) => new(
        new Metadata { { IdentityHeader.Name.ToLowerInvariant(), Host.Services.GetRequiredService<IdentityHeader>().Create(user) } }, cancellationToken: cancellationToken);
}
