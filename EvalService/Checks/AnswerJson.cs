using System.Text.Json;

namespace Podium.EvalService.Checks;

/// <summary>An answer read as JSON: the value, or why there is none.</summary>
internal sealed record AnswerJson(JsonElement? Value, string? Error)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    public static AnswerJson Of(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(RepairedJson.Of(text), Options);
            return new AnswerJson(document.RootElement.Clone(), null);
        }
        catch (JsonException error)
        {
            return new AnswerJson(null, $"The answer is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
        catch (ArgumentException)
        {
            return new AnswerJson(null, "The answer is not JSON: it holds half of a surrogate pair.");
        }
    }
}
