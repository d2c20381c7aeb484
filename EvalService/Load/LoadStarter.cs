using Grpc.Core;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Load;

/// <summary>Starts loads: cars and prompts are copied into them as they are.</summary>
internal sealed class LoadStarter(LoadStore store, LoadPrompts prompts, LoadQueue queue, Completions completions)
{
    public async Task<long> StartAsync(StartLoadRequest request, PodiumUser owner, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var asked = await prompts.ReadAsync(request, cancellationToken);
        var cars = await GetCarsAsync(request.CarIds, owner, cancellationToken);
        var chosen = request.CarIds
            .Select(id => cars.GetValueOrDefault(id) ?? throw new InvalidInputException("car_ids", $"There is no car {id}.", "car.not_found"))
            .ToList();
        var id = await store.AddAsync(new NewLoad(request.Name, request.Plan, asked, chosen, owner, idempotencyKey), cancellationToken);
        queue.Wake();
        return id;
    }

    private async Task<IReadOnlyDictionary<long, CarSnapshot>> GetCarsAsync(IEnumerable<long> ids, PodiumUser owner, CancellationToken cancellationToken)
    {
        try
        {
            return await completions.GetCarsAsync(ids, owner, cancellationToken);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(503, "generation_unavailable", $"The cars cannot be looked up right now: {e.Status.Detail}")
            {
                RetryAfter = TimeSpan.FromSeconds(2),
            };
        }
    }
}

/// <summary>A load to be stored.</summary>
internal sealed record NewLoad(
    string? Name, LoadPlan Plan, IReadOnlyList<LoadPrompt> Prompts, IReadOnlyList<CarSnapshot> Cars, PodiumUser Owner, string? IdempotencyKey);
