using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Podium.TestKit.Providers;

/// <summary>
/// A model provider on a real loopback socket that speaks the four wire formats on their true paths: <c>…/chat/completions</c>,
/// <c>…/v1/messages</c>, <c>…/models/{model}:streamGenerateContent</c> and <c>/api/chat</c>. What it answers comes, in this order, from
/// <see cref="Enqueue(FakeReply)"/>, from <see cref="OnModel"/>, and from the script in the model's name (<see cref="ScriptedModel"/>).
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<FakeRequest, FakeReply>> _queue = new();
    private readonly ConcurrentDictionary<string, Func<FakeRequest, FakeReply>> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly ConcurrentQueue<FakeReply> _lists = new();
    private readonly ConcurrentQueue<FakeRequest> _lookups = new();
    private int _number;

    private FakeProvider(WebApplication app) => _app = app;

    /// <summary>For example <c>http://127.0.0.1:41234</c>, without a trailing slash.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>When set, any other key is answered with 401.</summary>
    public string? RequiredKey { get; set; }

    /// <summary>The newest 10,000 requests, oldest first.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    public FakeRequest LastRequest => _requests.Last();

    /// <summary>What it offers, in the list of every format.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["fake-one", "acme/fake-two"];

    /// <summary>Requests for a list of models, oldest first; they are not among <see cref="Requests"/>.</summary>
    public IReadOnlyList<FakeRequest> Lookups => [.. _lookups];

    /// <param name="port">0 picks a free one.</param>
    public static async Task<FakeProvider> StartAsync(int port = 0)
    {
        // The folder of this assembly: a content root with many files would be watched and make the start slow.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            kestrel.AddServerHeader = false;
        });
        var fake = new FakeProvider(builder.Build());
        fake._app.Run(fake.HandleAsync);
        await fake._app.StartAsync();
        fake.BaseUrl = fake._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return fake;
    }

    /// <summary>Answers the next request, whichever it is.</summary>
    public void Enqueue(FakeReply reply) => _queue.Enqueue(_ => reply);

    public void Enqueue(FakeAnswer answer) => _queue.Enqueue(request => FakeWires.Render(answer, request));

    /// <summary>Answers the next request for a list of models.</summary>
    public void EnqueueList(FakeReply reply) => _lists.Enqueue(reply);

    /// <summary>Answers every request for a model. The reply may differ from request to request.</summary>
    public void OnModel(string model, Func<FakeRequest, FakeReply> reply) => _models[model] = reply;

    public void OnModel(string model, FakeAnswer answer) => OnModel(model, request => FakeWires.Render(answer, request));

    /// <param name="nth">What the first request for the model is answered (1), the second (2), and so on.</param>
    public void OnModelInTurn(string model, Func<int, FakeAnswer> nth)
    {
        var asked = 0;
        OnModel(model, request => FakeWires.Render(nth(Interlocked.Increment(ref asked)), request));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Runs until the process is told to stop; for a fake of its own process.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => ((IHost)_app).WaitForShutdownAsync(cancellationToken);

    private async Task HandleAsync(HttpContext context)
    {
        if (FakeModels.Match(context.Request) is { } lookup)
        {
            _lookups.Enqueue(lookup);
            await FakeReplyWriter.WriteAsync(context, lookup, ChooseList(lookup));
            return;
        }

        if (FakeRoutes.Match(context.Request) is not { } route)
        {
            await FakeRoutes.AnswerOtherAsync(context, this);
            return;
        }

        JsonElement body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            context.Response.StatusCode = 400;
            return;
        }

        var receivedAt = Stopwatch.GetTimestamp();
        var request = route.Read(context.Request, body, Interlocked.Increment(ref _number), receivedAt);
        _requests.Enqueue(request);
        while (_requests.Count > 10_000)
        {
            _requests.TryDequeue(out _);
        }

        await FakeReplyWriter.WriteAsync(context, request, Choose(request));
    }

    private FakeReply ChooseList(FakeRequest lookup) => IsWrongKey(lookup) ? WrongKey()
        : _lists.TryDequeue(out var next) ? next
        : FakeModels.List(lookup.Wire, Models);

    private bool IsWrongKey(FakeRequest request) => RequiredKey is { } key && FakeRoutes.KeyOf(request) != key;

    private static FakeReply WrongKey() =>
        FakeReply.Body(401, FakeWires.Json(new { error = new { message = "Incorrect API key provided", type = "invalid_request_error", code = "invalid_api_key" } }));

    private FakeReply Choose(FakeRequest request)
    {
        if (IsWrongKey(request))
        {
            return WrongKey();
        }

        if (_queue.TryDequeue(out var next))
        {
            return next(request);
        }

        if (_models.TryGetValue(request.Model, out var scripted))
        {
            return scripted(request);
        }

        var seen = _seen.AddOrUpdate(request.Model, 1, (_, count) => count + 1) - 1;
        return ScriptedModel.Parse(request.Model).Reply(request, seen);
    }
}
