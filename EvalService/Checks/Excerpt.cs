namespace Podium.EvalService.Checks;

/// <summary>Pieces of texts that are short enough for a sentence.</summary>
internal static class Excerpt
{
    public const int Longest = 60;
    private const int MostListed = 5;

    public static string Of(string text) => $"'{Of(text, Longest)}'";

    public static string Of(string text, int longest) => text.Length <= longest ? text : $"{Cut(text, longest)}…";

    /// <summary>Not between the halves of a surrogate pair, which neither a JSON writer nor a database would take.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostListed).Select(text => Of(text))) + (texts.Count > MostListed ? $" and {texts.Count - MostListed} more" : "");
}
