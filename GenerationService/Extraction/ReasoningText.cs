namespace Podium.GenerationService.Extraction;

/// <summary>Reasoning that a model wrote into its answer, as in <c>&lt;think&gt;The &lt;html&gt; tag …&lt;/think&gt;</c>.</summary>
internal static class ReasoningText
{
    private static readonly string[] _names = ["think", "thinking", "thought", "reasoning", "analysis"];

    /// <summary>Where the answer starts after reasoning that opens it and is closed; else 0.</summary>
    public static int End(string text)
    {
        var trimmed = text.AsSpan().TrimStart(" \t\r\n\uFEFF\u200B");
        foreach (var name in _names)
        {
            if (trimmed.StartsWith($"<{name}>", StringComparison.OrdinalIgnoreCase))
            {
                var close = text.IndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
                return close < 0 ? 0 : close + name.Length + 3;
            }
        }

        return 0;
    }

    /// <summary>Where a closing tag without an opening one ends (the opening one was part of the prompt template); else 0.</summary>
    public static int LooseEnd(string text)
    {
        foreach (var name in _names[..2])
        {
            if (text.IndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase) is var close and >= 0)
            {
                return close + name.Length + 3;
            }
        }

        return 0;
    }
}
