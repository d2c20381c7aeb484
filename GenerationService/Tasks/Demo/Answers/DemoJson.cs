using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>An object with the keys a prompt names, and values that look like what the keys say.</summary>
internal static partial class DemoJson
{
    private const int MostKeys = 30;
    private static readonly JsonSerializerOptions _plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Answer(string asked, string prompt, DemoStyle style)
    {
        var keys = Keys(asked);
        if (style == DemoStyle.Forgetful && keys.Count > 1)
        {
            keys.RemoveAt(keys.Count - 1);
        }

        // Of several numbers each is said once, in the order of the text.
        var numbers = new Queue<decimal>(Digits().Matches(prompt).Select(m => m.Value).Select(ToNumber).OfType<decimal>());
        var answer = new JsonObject();
        foreach (var key in keys)
        {
            answer[key] = Value(key, prompt, numbers);
        }

        var json = answer.ToJsonString(_plain);
        return style == DemoStyle.Chatty ? $"Here is the JSON you asked for:\n\n```json\n{json}\n```" : json;
    }

    private static List<string> Keys(string asked)
    {
        // Members: name, email, fax.
        var members = Members().Match(asked);
        var quoted = members.Success ? [] : Quoted().Matches(asked).Select(m => m.Groups[1].Value).ToList();
        var listed = quoted.Count > 0 || (members.Success ? members : Listed().Match(asked)) is not { Success: true } list
            ? quoted
            : Name().Matches(list.Groups[1].Value).Select(m => m.Value).Where(name => name is not ("and" or "or" or "with" or "the" or "a")).ToList();
        var keys = listed.Distinct(StringComparer.Ordinal).Take(MostKeys).ToList();
        return keys.Count > 0 ? keys : ["answer"];
    }

    private static JsonNode Value(string key, string prompt, Queue<decimal> numbers)
    {
        var name = key.ToLowerInvariant();
        return name.StartsWith("is_", StringComparison.Ordinal) || name.StartsWith("has_", StringComparison.Ordinal) || name is "valid" or "active" ? true
            : name.Contains("mail", StringComparison.Ordinal) ? Mail().Match(prompt) is { Success: true } mail ? mail.Value : "ada@example.com"
            : name.Contains("date", StringComparison.Ordinal) ? Date().Match(prompt) is { Success: true } date ? date.Value : "2026-01-31"
            : name.Contains("phone", StringComparison.Ordinal) && Phone().Match(prompt) is { Success: true } phone ? phone.Value
            : name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? new JsonArray("one", "two")
            : Numeric().IsMatch(name) ? Figure(prompt, numbers)
            : Capitals().Match(prompt) is { Success: true } proper ? proper.Value
            : "value";
    }

    private static decimal Figure(string prompt, Queue<decimal> numbers) =>
        DemoArithmetic.Find(prompt) is { } sum ? decimal.Parse(sum.Result, CultureInfo.InvariantCulture)
        : numbers.TryDequeue(out var number) ? number
        : 42;

    private static decimal? ToNumber(string digits) => decimal.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\bMembers:\s+([A-Za-z_0-9, ]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Members();

    [GeneratedRegex(@"\b\d{3}[- ]\d{4}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    [GeneratedRegex("[\"`']([A-Za-z_][A-Za-z0-9_]{0,40})[\"`']", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:keys?|fields?|properties)[:\s]+([A-Za-z_0-9, ]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listed();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("age|count|price|total|year|born|quantity|amount|width|height|length|weight|number$|score|result|sum|id$", RegexOptions.NonBacktracking)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.[\w.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    [GeneratedRegex(@"\d{1,15}(\.\d{1,6})?", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"[A-Z][a-z]+ [A-Z][a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Capitals();
}
