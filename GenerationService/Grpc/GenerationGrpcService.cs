using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Podium.Generation.V1;
using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers.Catalog;
using ArtifactPage = Podium.Generation.V1.ArtifactPage;

namespace Podium.GenerationService.Grpc;

/// <summary>What the other services ask of this one. Only the private listener speaks gRPC.</summary>
internal sealed class GenerationGrpcService(
    AttemptRunner attempts, ArtifactStore artifacts, ProviderCatalog catalog, Microsoft.Extensions.Options.IOptions<GenerationOptions> options, TimeProvider time)
    : Podium.Generation.V1.Generation.GenerationBase
{
    public override async Task<ArtifactPage> GetArtifactPage(GetArtifactPageRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.ArtifactId, out var id))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "artifact_id must be a UUID."));
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
        var call = CompletionMessages.ToCall(request, catalog, options.Value);
        var limit = TimeSpan.FromMilliseconds(request.TimeoutMs > 0 ? Math.Min(request.TimeoutMs, options.Value.TimeoutMs) : options.Value.TimeoutMs);
        using var clock = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, context.CancellationToken);
        var deltas = new DeltaChannelSink(options.Value.MaxAnswerBytes, stop);
        var completion = RunAsync(call, deltas, stop.Token);
        try
        {
            await foreach (var delta in deltas.Reader.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(new CompletionEvent { Delta = delta });
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
        await responseStream.WriteAsync(new CompletionEvent { Finished = CompletionMessages.ToFinished(outcome, timedOut: clock.IsCancellationRequested, deltas.Overflowed) });
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
