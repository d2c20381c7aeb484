using System.Net;

namespace Podium.GenerationService.Extraction;

/// <summary>Walks the attributes of one start tag; <paramref name="rest"/> is what follows the element's name.</summary>
internal ref struct HtmlAttributes(ReadOnlySpan<char> rest)
{
    private ReadOnlySpan<char> _rest = rest;

    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>As written, entities not decoded; empty for an attribute without a value.</summary>
    public ReadOnlySpan<char> RawValue { get; private set; }

    public readonly string Value => WebUtility.HtmlDecode(RawValue.ToString());

    public readonly bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public readonly HtmlAttributes GetEnumerator() => this;

    public readonly HtmlAttributes Current => this;

    public bool MoveNext()
    {
        _rest = _rest.TrimStart(" \t\r\n\f/");
        if (_rest.IsEmpty || _rest[0] == '>')
        {
            return false;
        }

        // A stray '=' belongs to the name, so that each step moves on.
        var end = _rest[1..].IndexOfAny(HtmlBlanks.OrAttributeNameEnd) is var at and >= 0 ? at + 1 : _rest.Length;
        Name = _rest[..end];
        RawValue = default;
        _rest = _rest[end..];
        var value = _rest.TrimStart(" \t\r\n\f");
        if (value.IsEmpty || value[0] != '=')
        {
            return true;
        }

        ReadValue(value[1..].TrimStart(" \t\r\n\f"));
        return true;
    }

    private void ReadValue(ReadOnlySpan<char> value)
    {
        var quoted = !value.IsEmpty && value[0] is '"' or '\'';
        var body = quoted ? value[1..] : value;
        var end = quoted ? body.IndexOf(value[0]) : body.IndexOfAny(HtmlBlanks.OrTagEnd);
        RawValue = end < 0 ? body : body[..end];
        _rest = end < 0 ? default : body[(quoted ? end + 1 : end)..];
    }
}
