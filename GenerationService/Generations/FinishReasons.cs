using System.Text.Json;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

internal static class FinishReasons
{
    /// <summary><c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>, <c>refusal</c>, <c>cancelled</c>, <c>failed</c>.</summary>
    public static string ToText(FinishReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
