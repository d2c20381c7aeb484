namespace Podium.EvalService.Checks;

/// <summary>Pieces of texts that are short enough for a sentence.</summary>
internal static class Excerpt
{
    public const int Longest = 60;
    private const int MostListed = 5;

    public static string Of(string text) => $"'{Of(text, Longest)}'";

    public static string Of(string text, int longest) => text.Length <= longest ? text : $"{text[..CutAt(text, longest)]}…";

    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(text => Of(text))) + (texts.Count > MostListed ? $" and {texts.Count - MostListed} more" : "");

    /// <summary>Not between the halves of a surrogate pair, which no JSON writer would take.</summary>
    private static int CutAt(string text, int at) => char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
