using System.Text.RegularExpressions;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Artifacts;

/// <summary>The form of a model id where people choose it: path-like, and never a path anywhere else.</summary>
internal static partial class ModelIds
{
    /// <exception cref="InvalidInputException">Names <c>modelId</c>.</exception>
    public static string Check(string modelId) =>
        Form().IsMatch(modelId) && !modelId.Contains("..", StringComparison.Ordinal) && !modelId.Contains("//", StringComparison.Ordinal) && !modelId.EndsWith('/')
            ? modelId
            : throw new InvalidInputException(
                "modelId",
                "modelId starts with a letter or digit and holds at most 128 letters, digits and the signs . _ / -, without '..', '//' or a '/' at its end.",
                "artifact.bad_model_id");

    // \z and not $, which would let a line end pass.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,127}\z")]
    private static partial Regex Form();
}
