namespace Podium.EvalService.JsonSchema;

/// <summary>An address of a schema, taken apart: everything before the <c>#</c>, and the fragment after it.</summary>
internal readonly record struct SchemaUri(string Document, string Fragment)
{
    /// <summary>What a schema without an address of its own is called.</summary>
    public const string Nameless = "https://schema.invalid/schema";

    /// <summary>A reference as seen from a base: <c>#/$defs/a</c>, <c>other.json#name</c>, <c>urn:uuid:…</c>.</summary>
    public static SchemaUri Resolve(string baseUri, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var document = hash < 0 ? reference : reference[..hash];
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        return new SchemaUri(document.Length == 0 ? baseUri : Absolute(baseUri, document), fragment);
    }

    private static string Absolute(string baseUri, string document)
    {
        // Not by UriKind.Absolute: on Unix that takes "/a.json" for a file.
        if (HasScheme(document))
        {
            return Uri.TryCreate(document, UriKind.Absolute, out var absolute) ? absolute.AbsoluteUri : document;
        }

        return Uri.TryCreate(baseUri, UriKind.Absolute, out var from) && Uri.TryCreate(from, document, out var resolved)
            ? resolved.AbsoluteUri
            : document;
    }

    private static bool HasScheme(string text)
    {
        var colon = text.AsSpan().IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan(0, colon).ContainsAnyExcept(SchemeSigns);
    }

    private static readonly System.Buffers.SearchValues<char> SchemeSigns =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
}
