using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Tasks.Demo.Answers;

/// <summary>Finds and works out the sum in a prompt: <c>What is (17 + 4) * 2?</c></summary>
internal static partial class DemoArithmetic
{
    private const int LongestPrompt = 20_000;

    /// <summary>Null where there is none that can be worked out.</summary>
    public static DemoSum? Find(string prompt)
    {
        var text = prompt.Length > LongestPrompt ? prompt[..LongestPrompt] : prompt;
        // The dot after the last number may end the sentence.
        foreach (var candidate in Sum().Matches(text.Replace('×', '*').Replace('÷', '/').Replace('−', '-')).Select(m => m.Value.Trim().TrimEnd('.')))
        {
            var reader = new SumReader(candidate);
            if (reader.TryRead(out var value))
            {
                return new DemoSum(candidate, decimal.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    /// <summary>What a calculator is to be asked; it knows more than the models do by heart.</summary>
    public static string? Expression(string prompt)
    {
        var text = prompt.Length > LongestPrompt ? prompt[..LongestPrompt] : prompt;
        return Power().Match(text) is { Success: true } power ? $"{power.Groups[1].Value} ** {power.Groups[2].Value}"
            : Remainder().Match(text) is { Success: true } remainder ? $"{remainder.Groups[1].Value} % {remainder.Groups[2].Value}"
            : Find(text)?.Expression;
    }

    [GeneratedRegex(@"(\d+) to the power of (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Power();

    [GeneratedRegex(@"remainder of (\d+) divided by (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Remainder();

    [GeneratedRegex(@"\(*\s*\d[\d.]*\s*\)*(\s*[-+*/]\s*\(*\s*\d[\d.]*\s*\)*)+", RegexOptions.NonBacktracking)]
    private static partial Regex Sum();

    private ref struct SumReader(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;

        public bool TryRead(out decimal value)
        {
            try
            {
                return Terms(out value) && Peek() == '\0';
            }
            catch (OverflowException)
            {
                value = 0;
                return false;
            }
        }

        private bool Terms(out decimal value)
        {
            var known = Factors(out value);
            while (known && Peek() is '+' or '-')
            {
                var sign = _text[_at++] == '+' ? 1 : -1;
                known = Factors(out var next);
                value += sign * next;
            }

            return known;
        }

        private bool Factors(out decimal value)
        {
            var known = Primary(out value);
            while (known && Peek() is '*' or '/')
            {
                var divides = _text[_at++] == '/';
                known = Primary(out var next) && !(divides && next == 0);
                value = !known ? 0 : divides ? value / next : value * next;
            }

            return known;
        }

        private bool Primary(out decimal value)
        {
            if (Peek() == '(')
            {
                _at++;
                return Terms(out value) && Peek() == ')' && ++_at > 0;
            }

            var start = _at;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            {
                _at++;
            }

            return decimal.TryParse(_text[start.._at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        }

        private char Peek()
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }

            return _at < _text.Length ? _text[_at] : '\0';
        }
    }
}

internal sealed record DemoSum(string Expression, string Result);
