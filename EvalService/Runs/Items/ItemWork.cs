using Podium.EvalService.Checks;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs.Items;

/// <summary>An item with all that running it needs.</summary>
/// <param name="User">Whoever started the run: it is done in their name.</param>
/// <param name="Outside">Who decides rubrics and webhooks.</param>
internal sealed record ItemWork(RunItem Item, TestCase Test, CarSnapshot Car, PodiumUser User, OutsideChecks Outside);
