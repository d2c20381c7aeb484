using Grpc.Core;
using Podium.Generation.V1;

namespace Podium.EvalService.Runs.Items;

/// <summary>Why a completion did not come.</summary>
/// <param name="MayPass">Another try may succeed: 408, 429, 5xx and broken connections.</param>
/// <param name="Ours">The generation service could not be asked or is busy: that says nothing of the car, and costs it no attempt.</param>
internal sealed record CallFailure(string Code, string Message, bool MayPass, TimeSpan? RetryAfter = null, bool Ours = false)
{
    public const string EmptyAnswer = "empty_answer";
    public const string Busy = "busy";

    public static CallFailure Of(Failure failure) => new(
        failure.Code.Length > 0 ? failure.Code : "upstream_failed",
        failure.Message,
        failure is { Retryable: true, Status: 408 or 429 or >= 500 },
        failure.HasRetryAfterMs ? TimeSpan.FromMilliseconds(failure.RetryAfterMs) : null);

    public static CallFailure Of(RpcException e) => e.StatusCode switch
    {
        StatusCode.NotFound => new("connection_gone", $"The car's connection does not exist any more: {e.Status.Detail}", MayPass: false),
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => new("invalid_request", e.Status.Detail, MayPass: false),
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => new("forbidden", e.Status.Detail, MayPass: false),
        StatusCode.Unimplemented => new("unimplemented", e.Status.Detail, MayPass: false),
        StatusCode.DeadlineExceeded => new("timeout", "The completion took longer than its connection allows.", MayPass: true),
        StatusCode.ResourceExhausted => new(Busy, e.Status.Detail, MayPass: true, Ours: true),

        // Unavailable, Internal, Cancelled, Unknown: it stops, restarts, or died in the middle of a sentence.
        _ => new("generation_unavailable", $"The generation service did not finish its answer: {e.Status.Detail}", MayPass: true, Ours: true),
    };
}
