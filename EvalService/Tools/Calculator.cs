using System.Globalization;
using System.Numerics;

namespace Podium.EvalService.Tools;

/// <summary>An expression that has no value: a sentence for the model.</summary>
internal sealed class CalculationException(string message) : Exception(message);

/// <summary>
/// <c>+ − * / ** %</c>, signs and parentheses with Python's meaning: <c>-2**2</c> is −4, <c>2**3**2</c> is 512, <c>%</c> has the sign of the
/// divisor. Whole numbers stay exact, however long, up to a limit; a result that is not a finite number is an error.
/// </summary>
internal ref struct Calculator
{
    private const int LongestExpression = 1_000;
    private const int DeepestNesting = 100;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private int _depth;

    private Calculator(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="CalculationException">There is no such expression, or it has no finite value.</exception>
    public static Quantity Evaluate(string expression)
    {
        if (expression.Length > LongestExpression)
        {
            throw new CalculationException($"An expression may have {LongestExpression} characters at most.");
        }

        var calculator = new Calculator(expression);
        var value = calculator.Sum();
        calculator.SkipBlanks();
        return calculator._at == expression.Length ? value : throw calculator.Unexpected();
    }

    private Quantity Sum()
    {
        var value = Product();
        while (true)
        {
            switch (Next())
            {
                case '+':
                    _at++;
                    value = value.Plus(Product());
                    break;
                case '-':
                    _at++;
                    value = value.Minus(Product());
                    break;
                default:
                    return value;
            }
        }
    }

    private Quantity Product()
    {
        var value = Signed();
        while (true)
        {
            switch (Next())
            {
                case '*':
                    _at++;
                    value = value.Times(Signed());
                    break;
                case '/':
                    _at++;
                    value = value.DividedBy(Signed());
                    break;
                case '%':
                    _at++;
                    value = value.Modulo(Signed());
                    break;
                default:
                    return value;
            }
        }
    }

    private Quantity Signed()
    {
        if (++_depth > DeepestNesting)
        {
            throw new CalculationException("The expression is nested too deep.");
        }

        var sign = Next();
        _at += sign is '-' or '+' ? 1 : 0;
        var value = sign is '-' or '+' ? Signed() : Power();
        _depth--;
        return sign == '-' ? value.Negated() : value;
    }

    private Quantity Power()
    {
        var value = Atom();
        if (Next() != '*' || _at + 1 >= _text.Length || _text[_at + 1] != '*')
        {
            return value;
        }

        _at += 2;
        return value.ToThePower(Signed());
    }

    private Quantity Atom()
    {
        if (Next() != '(')
        {
            return Number();
        }

        _at++;
        var value = Sum();
        if (Next() != ')')
        {
            throw Unexpected();
        }

        _at++;
        return value;
    }

    /// <summary><c>12</c>, <c>.5</c>, <c>1_000</c>, <c>6.02e23</c>.</summary>
    private Quantity Number()
    {
        var start = _at;
        Digits();
        var whole = true;
        if (_at < _text.Length && _text[_at] == '.')
        {
            whole = false;
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E' && _at > start)
        {
            whole = false;
            _at++;
            _at += _at < _text.Length && _text[_at] is '+' or '-' ? 1 : 0;
            Digits();
        }

        var digits = _text[start.._at].ToString().Replace("_", "", StringComparison.Ordinal);
        if (whole && BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
        {
            return Quantity.Of(integer);
        }

        if (!whole && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            return Quantity.Of(real);
        }

        _at = start;
        throw Unexpected();
    }

    private void Digits()
    {
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }
    }

    /// <summary>The next sign that is no blank; <c>\0</c> at the end.</summary>
    private char Next()
    {
        SkipBlanks();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private readonly CalculationException Unexpected() => new(_at < _text.Length
        ? $"'{_text[_at]}' at position {_at + 1} was not expected: only numbers, + - * / ** % and parentheses are."
        : "The expression ends too early.");
}
