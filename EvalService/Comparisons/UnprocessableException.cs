using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Comparisons;

/// <summary>422 as the seed's clients read it: <c>detail</c> is <c>[{"loc":["query","x"],"msg":"...","type":"..."}]</c>.</summary>
internal sealed class UnprocessableException : PodiumException
{
    public UnprocessableException(IReadOnlyList<string> location, string message, string type)
        : base(422, "invalid_input", message, location[^1]) =>
        Extensions = new Dictionary<string, object?> { ["detail"] = new[] { new { loc = location, msg = message, type } } };
}
