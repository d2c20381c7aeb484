using System.Text.RegularExpressions;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>A function under the name the prompt asks for.</summary>
internal static partial class DemoCode
{
    public static string Answer(string prompt, DemoStyle style)
    {
        var name = Named().Match(prompt) is { Success: true } match ? match.Groups[1].Value : "solve";
        var lower = prompt.ToLowerInvariant();
        var code = lower.Contains("javascript", StringComparison.Ordinal) || lower.Contains("typescript", StringComparison.Ordinal)
            ? $"function {name}(value) {{\n  return value;\n}}"
            : lower.Contains("sql", StringComparison.Ordinal) ? "SELECT name, COUNT(*) AS total\nFROM items\nGROUP BY name\nORDER BY total DESC;"
            : $"def {name}(value):\n{Body(lower)}";
        var language = code.StartsWith("def", StringComparison.Ordinal) ? "python" : code.StartsWith("SELECT", StringComparison.Ordinal) ? "sql" : "javascript";
        return style switch
        {
            DemoStyle.Exact => $"```{language}\n{code}\n```",
            DemoStyle.Chatty => $"Of course! Here you go:\n\n```{language}\n{code}\n```\n\nLet me know if you would like me to explain it.",
            _ => code,
        };
    }

    private static string Body(string lower) =>
        lower.Contains("prime", StringComparison.Ordinal) ? "    return value > 1 and all(value % n for n in range(2, int(value ** 0.5) + 1))"
        : lower.Contains("factorial", StringComparison.Ordinal) ? "    return 1 if value < 2 else value * (value - 1)"
        : lower.Contains("palindrome", StringComparison.Ordinal) ? "    return value == value[::-1]"
        : lower.Contains("reverse", StringComparison.Ordinal) ? "    return value[::-1]"
        : lower.Contains("fibonacci", StringComparison.Ordinal) ? "    a, b = 0, 1\n    for _ in range(value):\n        a, b = b, a + b\n    return a"
        : "    return value";

    [GeneratedRegex(@"(?:function|named|called|def|method)\s+[`""']?([a-z_][A-Za-z0-9_]*[_A-Z][A-Za-z0-9_]*|[a-z]+_[a-z_0-9]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
