using System.Buffers;
using System.Globalization;
using System.Text;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>The signs of a path, one after the other.</summary>
internal sealed class PathScanner(string text)
{
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private const long LargestInteger = (1L << 53) - 1;

    public int Position { get; set; }

    public bool IsAtEnd => Position == text.Length;

    /// <summary><c>\0</c> at the end.</summary>
    public char Current => Position < text.Length ? text[Position] : '\0';

    public ReadOnlySpan<char> Rest => text.AsSpan(Position);

    public JsonPathException Error(string message) => new(message, Position);

    /// <returns>Whether there were any.</returns>
    public bool SkipBlanks()
    {
        var start = Position;
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }

        return Position > start;
    }

    public bool TryTake(string expected)
    {
        if (!Rest.StartsWith(expected, StringComparison.Ordinal))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    public void Take(string expected)
    {
        if (!TryTake(expected))
        {
            throw Error($"'{expected}' was expected");
        }
    }

    /// <summary>A whole number without leading zeros and without -0, exact in every language.</summary>
    public long Integer()
    {
        var start = Position;
        Position += Current == '-' ? 1 : 0;
        while (char.IsAsciiDigit(Current))
        {
            Position++;
        }

        var digits = text.AsSpan(start, Position - start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || digits is ['0', _, ..] or ['-', '0', ..] || Math.Abs(number) > LargestInteger)
        {
            Position = start;
            throw Error("a whole number was expected");
        }

        return number;
    }

    /// <summary>After a dot: a letter, <c>_</c> or anything beyond ASCII; digits further on.</summary>
    public string? Name()
    {
        var start = Position;
        while (Current is '_' or >= '\u0080' || char.IsAsciiLetter(Current) || (Position > start && char.IsAsciiDigit(Current)))
        {
            Position++;
        }

        return Position > start ? text[start..Position] : null;
    }

    /// <summary>In single or double quotes, with JSON's escapes and that of the quote itself.</summary>
    public string Quoted()
    {
        var quote = Current;
        var result = new StringBuilder();
        Position++;
        while (Current != quote)
        {
            if (IsAtEnd || Current < ' ')
            {
                throw Error(IsAtEnd ? "a quote is not closed" : "a control character in quotes has to be escaped");
            }

            if (Current == '\\')
            {
                Position++;
                Escape(quote, result);
            }
            else
            {
                result.Append(text[Position++]);
            }
        }

        Position++;
        return result.ToString();
    }

    private void Escape(char quote, StringBuilder result)
    {
        var sign = Current;
        if (sign == 'u')
        {
            Position++;
            var unit = Unit();
            result.Append(unit);
            if (char.IsLowSurrogate(unit))
            {
                throw Error("half of a surrogate pair");
            }

            if (char.IsHighSurrogate(unit))
            {
                Take("\\u");
                var low = Unit();
                result.Append(char.IsLowSurrogate(low) ? low : throw Error("half of a surrogate pair"));
            }

            return;
        }

        result.Append(sign switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => sign,
            _ when sign == quote && !IsAtEnd => sign,
            _ => throw Error("there is no such escape"),
        });
        Position++;
    }

    private char Unit()
    {
        if (Rest.Length < 4 || Rest[..4].ContainsAnyExcept(HexadecimalDigits)
            || !ushort.TryParse(Rest[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Error("four hexadecimal digits were expected");
        }

        Position += 4;
        return (char)unit;
    }
}
