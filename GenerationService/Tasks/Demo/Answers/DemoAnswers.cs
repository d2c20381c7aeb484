using System.Text.Json;
using System.Text.RegularExpressions;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>
/// Scripted answers to the prompts of suites: right often enough to be worth a race, and wrong in the ways models are. The thinker keeps to the form
/// asked for, the sprinter chats around it, the phoenix forgets things. Nothing here is intelligence, and nothing of it is ever ranked.
/// </summary>
internal static partial class DemoAnswers
{
    private const int MostWords = 400;

    public static DemoAnswer For(ChatRequest request)
    {
        var system = string.Join('\n', request.Messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text));
        var last = request.Messages[^1];
        var prompt = request.Messages.FirstOrDefault(m => m.Role == ChatRole.User)?.Text ?? "";
        if (DemoJudge.Judge(system, prompt) is { } judgement)
        {
            return new DemoAnswer(judgement);
        }

        var style = DemoStyles.Of(request.Model);
        return last.Role == ChatRole.Tool ? new DemoAnswer(AfterTool(last.Text, prompt, style))
            : Call(request, prompt, style) is { } call ? call
            : DemoKnown.Find(prompt, style) is { } known ? new DemoAnswer(known)
            : new DemoAnswer(Text($"{system}\n{prompt}", prompt, style));
    }

    private static string Text(string asked, string prompt, DemoStyle style)
    {
        var lower = asked.ToLowerInvariant();
        return Harmful().IsMatch(lower) ? style == DemoStyle.Chatty ? "In general terms, that depends on the situation." : "I'm sorry, but I can't help with that."
            : lower.Contains("json", StringComparison.Ordinal) ? DemoJson.Answer(asked, prompt, style)
            : Code().IsMatch(lower) ? DemoCode.Answer(prompt, style)
            : DemoArithmetic.Find(prompt) is { } sum ? Number(sum.Result, style)
            : Prose(lower, prompt, style);
    }

    private static string Prose(string lower, string prompt, DemoStyle style)
    {
        var topic = Topic(prompt);
        if (YesOrNo().IsMatch(lower))
        {
            return style == DemoStyle.Chatty ? "Yes, I would say so." : "Yes";
        }

        if (WordLimit().Match(lower) is { Success: true } limit && style != DemoStyle.Chatty)
        {
            var most = int.TryParse(limit.Groups[1].Value, out var number) ? Math.Clamp(number, 1, MostWords) : 1;
            return string.Join(' ', $"{topic} in short: clear, useful and easy to remember for everyone who reads it today".Split(' ').Take(most));
        }

        return style switch
        {
            DemoStyle.Exact => $"{topic} matters because it is useful. Here is what counts:\n\n- It is clear.\n- It is short.\n- It answers the question.",
            DemoStyle.Chatty => $"Great question! When it comes to {topic}, there is a lot to say, and people have many opinions about it. In short, it depends.",
            _ => $"{topic} is worth a closer look.",
        };
    }

    // A model that forgets things does not think of its tools either.
    private static DemoAnswer? Call(ChatRequest request, string prompt, DemoStyle style)
    {
        if (request.Tools is not { Count: > 0 } tools || style == DemoStyle.Forgetful)
        {
            return null;
        }

        if (tools.Any(t => t.Name == "calculator") && DemoArithmetic.Expression(prompt) is { } expression)
        {
            return DemoAnswer.Calling("calculator", JsonSerializer.Serialize(new { expression }));
        }

        if (tools.Any(t => t.Name == "json_validate") && JsonText().Match(prompt) is { Success: true } json)
        {
            return DemoAnswer.Calling("json_validate", JsonSerializer.Serialize(new { json_string = json.Value }));
        }

        return tools.Any(t => t.Name == "extract_code_blocks") && prompt.Contains("```", StringComparison.Ordinal)
            ? DemoAnswer.Calling("extract_code_blocks", JsonSerializer.Serialize(new { text = prompt }))
            : null;
    }

    // {"result": 42}
    private static string AfterTool(string result, string prompt, DemoStyle style)
    {
        var said = result;
        var upper = prompt.Contains("VALID or INVALID", StringComparison.Ordinal);
        if (JsonObjects.IsObject(result))
        {
            using var json = JsonDocument.Parse(result);
            said = json.RootElement.TryGetProperty("result", out var value) ? value.ToString()
                : json.RootElement.TryGetProperty("valid", out var valid) ? Validity(valid.ValueKind == JsonValueKind.True, upper)
                : json.RootElement.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array ? $"{blocks.GetArrayLength()} code blocks"
                : result;
        }

        return style == DemoStyle.Chatty ? $"Sure! I used the tool for you, and the result is {said}." : $"The result is {said}.";
    }

    private static string Validity(bool isValid, bool upper) =>
        upper ? (isValid ? "VALID" : "INVALID") : isValid ? "valid JSON" : "not valid JSON";

    private static string Number(string result, DemoStyle style) => style switch
    {
        DemoStyle.Exact => result,
        DemoStyle.Chatty => $"Let me work that out for you: the answer is {result}.",
        _ => $"It is about {result}0",
    };

    /// <summary>The longest words of a prompt stand for what it is about.</summary>
    private static string Topic(string prompt)
    {
        var words = Word().Matches(prompt).Select(m => m.Value).Where(w => w.Length is > 4 and < 30).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var topic = string.Join(" and ", words.OrderByDescending(w => w.Length).Take(2).OrderBy(words.IndexOf));
        return topic.Length == 0 ? "This" : char.ToUpperInvariant(topic[0]) + topic[1..];
    }

    [GeneratedRegex(@"\b(bomb|explosive|malware|ransomware|phishing|steal|counterfeit|poison|hack into|weapon)", RegexOptions.NonBacktracking)]
    private static partial Regex Harmful();

    [GeneratedRegex(@"\b(function|python|javascript|typescript|sql|regex|code|program|class)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(yes or no|yes/no|true or false)\b", RegexOptions.NonBacktracking)]
    private static partial Regex YesOrNo();

    [GeneratedRegex(@"\b(\d{1,4}|one|single)[ -]words?\b", RegexOptions.NonBacktracking)]
    private static partial Regex WordLimit();

    [GeneratedRegex(@"[{\[].*[}\]]", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex JsonText();

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
