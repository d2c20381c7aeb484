using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Podium.Generation.V1;
using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Connections;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Profiles;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using ArtifactPage = Podium.Generation.V1.ArtifactPage;

namespace Podium.GenerationService.Grpc;

/// <summary>What the other services ask of this one. Only the private listener speaks gRPC.</summary>
internal sealed class GenerationGrpcService(
    AttemptRunner attempts,
    GenerationQueue queue,
    RequestedEndpoints endpoints,
    ConnectionCalls connections,
    CarStore cars,
    ArtifactStore artifacts,
    IOptions<GenerationOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : Podium.Generation.V1.Generation.GenerationBase
{
    private static readonly WriteOptions _withNext = new(WriteFlags.BufferHint);

    private readonly GenerationOptions _options = options.Value;

    public override async Task<ArtifactPage> GetArtifactPage(GetArtifactPageRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.ArtifactId, out var id))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "artifact_id must be a UUID."));
        }

        if (request.KnownSha256.Length > 0 && await artifacts.FindPageHashAsync(id, context.CancellationToken) == request.KnownSha256)
        {
            return new ArtifactPage { ArtifactId = id.ToString(), Sha256 = request.KnownSha256 };
        }

        var page = await artifacts.ReadPageAsync(id, context.CancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, "There is no such artifact."));
        return new ArtifactPage
        {
            ArtifactId = page.Id.ToString(),
            HtmlGzip = UnsafeByteOperations.UnsafeWrap(page.Gzip),
            Sha256 = page.Sha256,
            Label = page.Label,
            CreatedAt = Timestamp.FromDateTimeOffset(page.CreatedAt),
        };
    }

    public override async Task Complete(CompleteRequest request, IServerStreamWriter<CompletionEvent> responseStream, ServerCallContext context)
    {
        var user = context.GetHttpContext().GetUser();
        if (user.Role < Role.Member)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, "A completion needs a member."));
        }

        try
        {
            await (request.ConnectionId == 0 ? CompleteNamedAsync(request, user, responseStream, context) : CompleteAtConnectionAsync(request, responseStream, context));
        }
        catch (PodiumException e)
        {
            throw CompletionMessages.ToRpc(e);
        }
    }

    public override async Task<GetCarsResponse> GetCars(GetCarsRequest request, ServerCallContext context)
    {
        var known = await cars.FindWithConnectionsAsync(request.CarIds, context.CancellationToken);
        return new GetCarsResponse { Cars = { known.Select(CarMessages.Of) } };
    }

    /// <summary>The request says provider, address and key itself; its caller's share of the process is the limit.</summary>
    private async Task CompleteNamedAsync(CompleteRequest request, PodiumUser user, IServerStreamWriter<CompletionEvent> responseStream, ServerCallContext context)
    {
        var waiting = Stopwatch.GetTimestamp();
        var chat = CompletionMessages.ToChat(request, _options.MaxTokens);
        var endpoint = await endpoints.ResolveAsync(request.Provider, request.ApiKey, request.BaseUrl, billTo: null, context.CancellationToken);
        var call = new AttemptCall(chat, endpoint, new PlannedAttempt(request.Model, endpoint.Provider), endpoint.Wire == Providers.WireFormat.Demo, TimeSpan.Zero);
        using var place = queue.Enter(user.Id);
        await place.Admitted.WaitAsync(context.CancellationToken);
        await StreamAsync(call with { Queued = Stopwatch.GetElapsedTime(waiting) }, Limit(request.TimeoutMs, _options.TimeoutMs), OutOfTime, responseStream, context.CancellationToken);
    }

    /// <summary>A stored connection says it, and what it bears is the limit. What comes before the call, the wait for a place most of all, is a time of its own.</summary>
    private async Task CompleteAtConnectionAsync(CompleteRequest request, IServerStreamWriter<CompletionEvent> responseStream, ServerCallContext context)
    {
        var waiting = Stopwatch.GetTimestamp();
        var call = await connections.PrepareAsync(request, context.CancellationToken);
        using var place = request.Unlimited ? null : connections.Enter(call);
        await (place?.Admitted.WaitAsync(context.CancellationToken) ?? Task.CompletedTask);
        var limit = Limit(request.TimeoutMs, call.TimeoutMs);
        await StreamAsync(call.Attempt with { Queued = Stopwatch.GetElapsedTime(waiting) }, limit, ConnectionCalls.OutOfTime(limit), responseStream, context.CancellationToken);
    }

    private static ProviderFailure OutOfTime { get; } = new(504, GenerationError.OutOfTime.Code, GenerationError.OutOfTime.Message, Retryable: false);

    private static TimeSpan Limit(int asked, int most) => TimeSpan.FromMilliseconds(asked > 0 ? Math.Min(asked, most) : most);

    /// <param name="late">What the caller is told when the limit ends the call.</param>
    /// <param name="cancellationToken">Cancelled when the caller leaves, and at its deadline.</param>
    private async Task StreamAsync(
        AttemptCall call, TimeSpan limit, ProviderFailure late, IServerStreamWriter<CompletionEvent> responseStream, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(_ => stop.CancelAfter(TimeSpan.FromSeconds(_options.ShutdownGraceSeconds)), null);
        var deltas = new DeltaChannelSink(_options.MaxAnswerBytes, stop);
        var completion = RunAsync(call, deltas, stop.Token);
        try
        {
            await foreach (var delta in deltas.Reader.ReadAllAsync(cancellationToken))
            {
                // One that another follows at once leaves with it.
                responseStream.WriteOptions = deltas.Reader.TryPeek(out _) ? _withNext : null;
                await responseStream.WriteAsync(new CompletionEvent { Delta = delta }, cancellationToken);
            }
        }
        catch
        {
            // Nobody reads any more: the upstream call ends too, before what could stop it is disposed of.
            await stop.CancelAsync();
            await ((Task)completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var outcome = await completion;
        var finished = CompletionMessages.ToFinished(outcome, clock.IsCancellationRequested ? late : null, deltas.Overflowed);

        // Leaves together with the status of the call.
        responseStream.WriteOptions = _withNext;
        await responseStream.WriteAsync(new CompletionEvent { Finished = finished }, cancellationToken);
    }

    private async Task<AttemptOutcome> RunAsync(AttemptCall call, DeltaChannelSink deltas, CancellationToken cancellationToken)
    {
        try
        {
            return await attempts.RunAsync(call, deltas, cancellationToken);
        }
        finally
        {
            deltas.Complete();
        }
    }
}
