namespace Podium.GenerationService.Extraction;

/// <summary>The attributes of one tag, by lower-case name; the first of a name wins, as in a browser.</summary>
internal readonly struct TagAttributes(Dictionary<string, string>? values)
{
    private const int Most = 100;

    public static TagAttributes Read(HtmlAttributes attributes)
    {
        Dictionary<string, string>? values = null;
        while (attributes.MoveNext() && (values?.Count ?? 0) < Most)
        {
            if (attributes.Name.Length <= 60)
            {
                (values ??= []).TryAdd(attributes.Name.ToString().ToLowerInvariant(), attributes.Value);
            }
        }

        return new TagAttributes(values);
    }

    public bool Has(string name) => values?.ContainsKey(name) == true;

    public string? Get(string name) => values?.GetValueOrDefault(name);
}
