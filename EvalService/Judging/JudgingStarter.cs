using Grpc.Core;
using Microsoft.Extensions.Options;
using Podium.EvalService.Runs;
using Podium.EvalService.Scorecards;
using Podium.Generation.V1;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>Opens judgings for people who ask for them.</summary>
internal sealed class JudgingStarter(
    JudgingStore store,
    JudgingSignal signal,
    Generation.V1.Generation.GenerationClient generation,
    IdentityHeader identity,
    IOptions<JudgingOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan _shortestLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _longestLook = TimeSpan.FromMilliseconds(500);

    /// <returns>How it stands when it ended, or when the time to wait was over.</returns>
    /// <exception cref="InvalidInputException">The run has not completed, or there is no judge.</exception>
    /// <exception cref="NotFoundException">There is no such run, or no such car any more.</exception>
    /// <exception cref="ConflictException">The run is being judged already.</exception>
    public async Task<JudgingView> StartAsync(long runId, JudgeRequest request, PodiumUser user, CancellationToken cancellationToken)
    {
        var mode = request.Mode is null or JudgingMode.Score or JudgingMode.Pairwise
            ? request.Mode ?? JudgingMode.Score
            : throw new InvalidFieldsException(new InvalidField("body", "mode", "Input should be 'score' or 'pairwise'", "literal_error"));
        var wait = request.WaitSeconds is null or (>= 0 and <= 60)
            ? TimeSpan.FromSeconds(request.WaitSeconds ?? options.Value.WaitSeconds)
            : throw new InvalidFieldsException(new InvalidField("body", "wait_seconds", "Input should be from 0 to 60", "range_error"));
        var run = await store.FindRunAsync(runId, cancellationToken) ?? throw ResultStore.Unknown(runId);
        if (run.Status != RunStatus.Completed)
        {
            throw new InvalidInputException("run_id", $"Only a completed run can be judged; this one is {run.Status}.", "run.not_completed");
        }

        var judge = await FindJudgeAsync(request.JudgeCarId ?? run.Judge?.Id, user, cancellationToken);
        var id = await store.CreateAsync(runId, mode, judge, run.Rubric, user, request.All ?? false, options.Value.MaxPairs, cancellationToken);
        signal.Raise();
        return await WaitAsync(runId, id, wait, cancellationToken);
    }

    /// <summary>As it is now, not as it was at the start: its key and address may have been repaired meanwhile.</summary>
    private async Task<CarSnapshot> FindJudgeAsync(long? carId, PodiumUser user, CancellationToken cancellationToken)
    {
        if (carId is not { } id)
        {
            throw new InvalidInputException("judge_car_id", "No judge was chosen: name a car that judges.", "judging.no_judge");
        }

        var answer = await AskForCarAsync(id, user, cancellationToken);
        return answer.Cars is [{ Connection: not null } car]
            ? CarSnapshot.Of(car)
            : throw new NotFoundException($"There is no car {id} to judge, or its connection is gone.", "car.not_found");
    }

    private async Task<GetCarsResponse> AskForCarAsync(long id, PodiumUser user, CancellationToken cancellationToken)
    {
        try
        {
            var headers = new Metadata { { IdentityHeader.Name, identity.Create(user) } };
            return await generation.GetCarsAsync(new GetCarsRequest { CarIds = { id } }, headers, cancellationToken: cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw new UpstreamException(503, "generation.unavailable", "The generation service, which knows the cars, does not answer. Try again in a moment.");
        }
    }

    /// <summary>Looks rather than listens: whichever process drives it, its state is in the database.</summary>
    private async Task<JudgingView> WaitAsync(long runId, long id, TimeSpan wait, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (var pause = _shortestLook; ; pause = pause * 2 < _longestLook ? pause * 2 : _longestLook)
        {
            var view = await store.ReadAsync(runId, id, cancellationToken);
            if (!JudgingState.IsOpen(view.State) || time.GetElapsedTime(began) + pause > wait)
            {
                return view;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
