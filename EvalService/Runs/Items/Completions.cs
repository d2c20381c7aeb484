using Grpc.Core;
using Podium.Generation.V1;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs.Items;

/// <summary>Asks the generation service, in the name of whoever started the run.</summary>
internal sealed class Completions(Generation.V1.Generation.GenerationClient client, IdentityHeader identity)
{
    /// <summary>One completion, delta by delta.</summary>
    /// <exception cref="RpcException">It could not be asked, or broke off.</exception>
    public async Task<Finished> CompleteAsync(CompleteRequest request, PodiumUser user, Action<Delta> onDelta, CancellationToken cancellationToken)
    {
        using var call = client.Complete(request, As(user), cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var message = call.ResponseStream.Current;
            if (message.EventCase == CompletionEvent.EventOneofCase.Finished)
            {
                // To the end, which came with it: a call that is left before is reset, and a server takes many resets for an attack.
                await call.ResponseStream.MoveNext(cancellationToken);
                return message.Finished;
            }

            onDelta(message.Delta);
        }

        throw new RpcException(new Status(StatusCode.Internal, "The answer ended without its end."));
    }

    /// <summary>Cars as they are now, by id. Unknown ones are missing.</summary>
    public async Task<IReadOnlyDictionary<long, CarSnapshot>> GetCarsAsync(IEnumerable<long> ids, PodiumUser user, CancellationToken cancellationToken)
    {
        var cars = new Dictionary<long, CarSnapshot>();

        // A message may hold 4 MiB.
        foreach (var some in ids.Distinct().Chunk(1000))
        {
            var answer = await client.GetCarsAsync(new GetCarsRequest { CarIds = { some } }, As(user), cancellationToken: cancellationToken);
            foreach (var car in answer.Cars)
            {
                cars[car.Id] = CarSnapshot.Of(car);
            }
        }

        return cars;
    }

    private Metadata As(PodiumUser user) => new() { { IdentityHeader.Name.ToLowerInvariant(), identity.Create(user) } };
}
