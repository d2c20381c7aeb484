using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>Texts of JSON that anybody may have written: half of an escaped surrogate pair stays as it was escaped.</summary>
internal static class JsonText
{
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText();
        }
    }

    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return member.ToString();
        }
    }
}
