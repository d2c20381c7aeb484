namespace Podium.EvalService.Checks.JsonPath;

/// <summary>Segments and selectors; what stands behind a <c>?</c> is <see cref="FilterParser"/>'s.</summary>
internal sealed class JsonPathParser(string text)
{
    private const int LongestPath = 10_000;
    private const int DeepestNesting = 64;

    private readonly PathScanner _scanner = new(text);
    private int _depth;

    public IReadOnlyList<PathSegment> Parse()
    {
        if (text.Length > LongestPath)
        {
            throw _scanner.Error($"a path may have {LongestPath} characters at most");
        }

        _scanner.Take("$");
        var segments = Segments();
        return _scanner.IsAtEnd ? segments : throw _scanner.Error("a segment was expected");
    }

    /// <summary>As many as there are; blanks may stand before each but not after the last.</summary>
    public IReadOnlyList<PathSegment> Segments()
    {
        var segments = new List<PathSegment>();
        while (true)
        {
            var start = _scanner.Position;
            _scanner.SkipBlanks();
            if (_scanner.Current is not ('.' or '['))
            {
                _scanner.Position = start;
                return segments;
            }

            segments.Add(Segment());
        }
    }

    /// <exception cref="JsonPathException">Brackets and parentheses stand too deep inside each other.</exception>
    public void Deeper()
    {
        if (++_depth > DeepestNesting)
        {
            throw _scanner.Error($"nested deeper than {DeepestNesting}");
        }
    }

    public void Shallower() => _depth--;

    private PathSegment Segment()
    {
        var descends = _scanner.TryTake("..");
        if (_scanner.Current == '[')
        {
            return new PathSegment(Bracketed(), descends);
        }

        if (!descends)
        {
            _scanner.Take(".");
        }

        if (_scanner.TryTake("*"))
        {
            return new PathSegment([new WildcardSelector()], descends);
        }

        return _scanner.Name() is { } name
            ? new PathSegment([new NameSelector(name)], descends)
            : throw _scanner.Error("a name was expected");
    }

    private List<PathSelector> Bracketed()
    {
        Deeper();
        var selectors = new List<PathSelector>();
        _scanner.Take("[");
        do
        {
            _scanner.SkipBlanks();
            selectors.Add(Selector());
            _scanner.SkipBlanks();
        }
        while (_scanner.TryTake(","));

        _scanner.Take("]");
        Shallower();
        return selectors;
    }

    private PathSelector Selector()
    {
        switch (_scanner.Current)
        {
            case '"' or '\'':
                return new NameSelector(_scanner.Quoted());
            case '*':
                _scanner.Take("*");
                return new WildcardSelector();
            case '?':
                _scanner.Take("?");
                _scanner.SkipBlanks();
                return new FilterSelector(new FilterParser(_scanner, this).Parse());
            default:
                return IndexOrSlice();
        }
    }

    private PathSelector IndexOrSlice()
    {
        long? start = _scanner.Current == ':' ? null : _scanner.Integer();
        var afterStart = _scanner.Position;
        _scanner.SkipBlanks();
        if (!_scanner.TryTake(":"))
        {
            _scanner.Position = afterStart;
            return new IndexSelector(start!.Value);
        }

        var end = OptionalInteger();
        long? step = null;
        _scanner.SkipBlanks();
        if (_scanner.TryTake(":"))
        {
            step = OptionalInteger();
        }

        return new SliceSelector(start, end, step ?? 1);
    }

    private long? OptionalInteger()
    {
        _scanner.SkipBlanks();
        return _scanner.Current == '-' || char.IsAsciiDigit(_scanner.Current) ? _scanner.Integer() : null;
    }
}
