using System.Text.Json;

namespace Podium.EvalService.Tools;

/// <summary>Texts of JSON that a model wrote: it may escape half of a surrogate pair, which no .NET text can hold.</summary>
internal static class ReadableText
{
    public static string? Of(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
