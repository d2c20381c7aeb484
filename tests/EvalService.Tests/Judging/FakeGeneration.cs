using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.Generation.V1;

namespace Podium.EvalService.Tests.Judging;

/// <summary>
/// Stands where the generation service stands, on a real socket: gRPC is a POST whose body and answer are messages with a five-byte head, and a status
/// in the trailers.
/// </summary>
internal sealed class FakeGeneration : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeGeneration(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    /// <summary>What the judge is asked with, in the order of arrival.</summary>
    public ConcurrentQueue<CompleteRequest> Requests { get; } = new();

    /// <summary>The judge. A text is its answer; an exception's message is how the provider failed.</summary>
    public Func<CompleteRequest, CancellationToken, Task<string>> Answer { get; set; } = (_, _) => Task.FromResult(Scores(8));

    public Dictionary<long, Car> Cars { get; } = new()
    {
        [100] = Car(100, "judge-model"),
        [1] = Car(1, "model-1"),
    };

    public static string Scores(double overall) =>
        $$"""{"writing_score": {{overall}}, "coding_score": {{overall}}, "tool_score": {{overall}}, "overall": {{overall}}, "rationale": "Because."}""";

    public static async Task<FakeGeneration> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var fake = default(FakeGeneration);
        app.MapPost("/podium.generation.v1.Generation/GetCars", context => fake!.GetCarsAsync(context));
        app.MapPost("/podium.generation.v1.Generation/Complete", context => fake!.CompleteAsync(context));
        await app.StartAsync();
        return fake = new FakeGeneration(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Car Car(long id, string model) => new()
    {
        Id = id,
        Name = $"Car {id}",
        Model = model,
        Connection = new Connection
        {
            Id = 1,
            Name = "Local",
            Type = "OPENAI_COMPAT",
            Provider = "compatible",
            BaseUrl = "http://local",
            MaxInFlight = 4,
            RetryCount = 1,
            RetryBackoffMs = 1,
        },
    };

    private async Task GetCarsAsync(HttpContext context)
    {
        var request = await ReadAsync(context, GetCarsRequest.Parser);
        var response = new GetCarsResponse();
        response.Cars.AddRange(request.CarIds.Where(Cars.ContainsKey).Select(id => Cars[id]));
        Begin(context);
        await WriteAsync(context, response);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var request = await ReadAsync(context, CompleteRequest.Parser);
        Requests.Enqueue(request);
        Begin(context);
        try
        {
            var text = await Answer(request, context.RequestAborted);
            foreach (var piece in text.Chunk(7))
            {
                await WriteAsync(context, new CompletionEvent { Delta = new Delta { Channel = Channel.Answer, Text = new string(piece) } });
            }

            await WriteAsync(context, new CompletionEvent { Finished = new Finished { Finish = "stop", CostPicoUsd = 1_000 } });
        }
        catch (InvalidOperationException e)
        {
            await WriteAsync(context, new CompletionEvent { Finished = new Finished { Finish = "failed", Failure = new Failure { Status = 401, Code = "provider.refused", Message = e.Message } } });
        }
        catch (TimeoutException e)
        {
            await WriteAsync(context, new CompletionEvent { Finished = new Finished { Finish = "failed", Failure = new Failure { Status = 503, Code = "provider.busy", Message = e.Message, Retryable = true } } });
        }

        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
    }

    private static async Task<T> ReadAsync<T>(HttpContext context, MessageParser<T> parser)
        where T : IMessage<T>
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return parser.ParseFrom(body.ToArray().AsSpan(5).ToArray());
    }

    private static async Task WriteAsync(HttpContext context, IMessage message)
    {
        var bytes = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - 5);
        message.ToByteArray().CopyTo(bytes, 5);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
