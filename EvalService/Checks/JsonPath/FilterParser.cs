using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>Logical expressions, by falling precedence: <c>( ) !</c>, comparisons, <c>&amp;&amp;</c>, <c>||</c>. Types are checked here, as the standard wants.</summary>
internal sealed partial class FilterParser(PathScanner scanner, JsonPathParser paths)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    public FilterExpression Parse()
    {
        var left = And();
        while (TakeAfterBlanks("||"))
        {
            left = new OrExpression(left, And());
        }

        return left;
    }

    private FilterExpression And()
    {
        var left = Basic();
        while (TakeAfterBlanks("&&"))
        {
            left = new AndExpression(left, Basic());
        }

        return left;
    }

    private bool TakeAfterBlanks(string sign)
    {
        var start = scanner.Position;
        scanner.SkipBlanks();
        if (scanner.TryTake(sign))
        {
            scanner.SkipBlanks();
            return true;
        }

        scanner.Position = start;
        return false;
    }

    private FilterExpression Basic()
    {
        if (scanner.Current == '!' && scanner.Rest is not ['!', '=', ..])
        {
            scanner.Take("!");
            scanner.SkipBlanks();
            return new NotExpression(scanner.Current == '(' ? Parenthesised() : Test(Operand()));
        }

        if (scanner.Current == '(')
        {
            return Parenthesised();
        }

        var left = Operand();
        var start = scanner.Position;
        scanner.SkipBlanks();
        foreach (var sign in Operators)
        {
            if (scanner.TryTake(sign))
            {
                scanner.SkipBlanks();
                return new ComparisonExpression(sign, Comparable(left), Comparable(Operand()));
            }
        }

        scanner.Position = start;
        return Test(left);
    }

    private FilterExpression Parenthesised()
    {
        paths.Deeper();
        scanner.Take("(");
        scanner.SkipBlanks();
        var inner = Parse();
        scanner.SkipBlanks();
        scanner.Take(")");
        paths.Shallower();
        return inner;
    }

    /// <summary>A <see cref="FilterQuery"/>, a <see cref="FilterValue"/>, or a <see cref="FilterExpression"/> for a function that says yes or no.</summary>
    private object Operand()
    {
        switch (scanner.Current)
        {
            case '@' or '$':
                var fromRoot = scanner.Current == '$';
                scanner.Position++;
                return new FilterQuery(fromRoot, paths.Segments());
            case '"' or '\'':
                return new LiteralValue(JsonSerializer.SerializeToElement(scanner.Quoted()));
            case '-' or (>= '0' and <= '9'):
                return Number();
            default:
                return Word();
        }
    }

    private LiteralValue Number()
    {
        foreach (var match in NumberPattern().EnumerateMatches(scanner.Rest))
        {
            var number = scanner.Rest[..match.Length].ToString();
            scanner.Position += match.Length;
            return new LiteralValue(JsonSerializer.Deserialize<JsonElement>(number));
        }

        throw scanner.Error("a number was expected");
    }

    private object Word()
    {
        foreach (var (word, value) in new[] { ("true", "true"), ("false", "false"), ("null", "null") })
        {
            if (scanner.TryTake(word))
            {
                return new LiteralValue(JsonSerializer.Deserialize<JsonElement>(value));
            }
        }

        foreach (var match in FunctionPattern().EnumerateMatches(scanner.Rest))
        {
            var name = scanner.Rest[..(match.Length - 1)].ToString();
            scanner.Position += match.Length;
            return Function(name);
        }

        throw scanner.Error("a query, a literal or a function was expected");
    }

    private object Function(string name)
    {
        paths.Deeper();
        var arguments = new List<object>();
        scanner.SkipBlanks();
        if (scanner.Current != ')')
        {
            do
            {
                scanner.SkipBlanks();
                arguments.Add(Operand());
                scanner.SkipBlanks();
            }
            while (scanner.TryTake(","));
        }

        scanner.Take(")");
        paths.Shallower();
        return (name, arguments) switch
        {
            ("length", [var value]) => new LengthValue(Comparable(value)),
            ("count", [FilterQuery query]) => new CountValue(query),
            ("value", [FilterQuery query]) => new OnlyNodeValue(query),
            ("match" or "search", [var subject, var pattern]) => new MatchExpression(Comparable(subject), Comparable(pattern), name == "match"),
            _ => throw scanner.Error($"{name} is no function, or does not take these arguments"),
        };
    }

    private FilterValue Comparable(object operand) => operand switch
    {
        FilterValue value => value,
        FilterQuery { IsSingular: true } query => new OnlyNodeValue(query),
        FilterQuery => throw scanner.Error("a query that may find several nodes has no value"),
        _ => throw scanner.Error("a function that says yes or no has no value"),
    };

    private FilterExpression Test(object operand) => operand switch
    {
        FilterQuery query => new ExistsExpression(query),
        FilterExpression expression => expression,
        _ => throw scanner.Error("a value is no condition"),
    };

    [GeneratedRegex("^(?:-0|-?[1-9][0-9]*|0)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex("^[a-z][a-z0-9_]*\\(", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionPattern();
}
