namespace Podium.GenerationService.Extraction;

/// <summary>A page without doctype and html tag is still one when it has both a head and a body; HTML makes the html tags optional.</summary>
internal static class HeadAndBody
{
    public static DocumentSpan? Find(string text, bool cutOff)
    {
        var head = text.IndexOf("<head>", StringComparison.OrdinalIgnoreCase);
        if (head < 0 || text.IndexOf("<body", head, StringComparison.OrdinalIgnoreCase) < 0 || !DocumentStart.OnOwnLine(text, head))
        {
            return null;
        }

        var body = false;
        var end = -1;
        var reader = new HtmlReader(text, head);
        while (end < 0 && reader.Read())
        {
            body |= reader.Kind == HtmlTokenKind.StartTag && reader.IsElement("body");
            end = reader.Kind == HtmlTokenKind.EndTag && reader.IsElement("body") ? reader.End : -1;
        }

        if (!body)
        {
            return null;
        }

        return end > 0
            ? new DocumentSpan(head, end, Whole: true, HasContent: true, MissingEndTag: true, [])
            : new PageScanner(text, head, cutOff).Scan() with { Whole = false };
    }
}
