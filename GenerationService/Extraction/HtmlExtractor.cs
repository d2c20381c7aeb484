namespace Podium.GenerationService.Extraction;

/// <summary>
/// Finds the page in what a model really sends: fenced, unfenced, fenced twice, wrapped in prose or reasoning, escaped, cut off, or written two times.
/// Pure, never throws, and linear in the length of the answer.
/// </summary>
internal static class HtmlExtractor
{
    /// <summary>How many documents inside scripts and comments are looked at: bounds the work on hostile answers.</summary>
    private const int MostRescans = 8;

    /// <summary>How often an answer is unescaped: a tool call's JSON may hold JSON.</summary>
    private const int MostLayers = 3;

    /// <param name="answer">The answer channel's text, as received.</param>
    /// <param name="cutOff">The answer did not end by itself: token cap, cancellation or a broken stream.</param>
    public static ExtractionResult Extract(string answer, bool cutOff)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return ExtractionResult.Fail("The model sent an empty answer, so there is no page to show.");
        }

        var notes = new List<string>();
        var text = answer;
        for (var layer = 0; layer <= MostLayers; layer++)
        {
            // Before looking for tags: a page on one line of JSON looks like one already, with every quote still escaped.
            if (AnswerDecoder.DecodeWholeJson(text) is { } json)
            {
                text = json.Text;
                notes.Add(json.Note);
            }

            if (FindPage(text, cutOff, notes) is { } page)
            {
                return page;
            }

            if (AnswerDecoder.Decode(text) is not { } decoded)
            {
                break;
            }

            text = decoded.Text;
            notes.Add(decoded.Note);
        }

        return ExtractionResult.Fail(WhyNot(answer, cutOff));
    }

    private static ExtractionResult? FindPage(string text, bool cutOff, List<string> notes)
    {
        var answerFrom = ReasoningText.End(text);
        var best = Best(text, answerFrom, cutOff, notes);
        if (best is null && answerFrom > 0)
        {
            best = Best(text, 0, cutOff, notes);
            if (best is not null)
            {
                notes.Add("The page stood inside the model's reasoning; nothing came after it.");
            }
        }
        else if (best is not null && answerFrom == 0 && ReasoningText.LooseEnd(text) is var loose and > 0
            && !(best.Whole && best.Start < loose && loose <= best.End) && Best(text, loose, cutOff, notes) is { } after)
        {
            best = after;
        }

        if ((best ?? HeadAndBody.Find(text, cutOff)) is not { } span)
        {
            return null;
        }

        if (span.MissingEndTag && span.Whole)
        {
            notes.Add("The closing </html> tag is missing.");
        }

        if (!span.Whole)
        {
            notes.Add("The page is cut off before its end.");
        }

        return new ExtractionResult(text[span.Start..span.End], !span.Whole, notes, null);
    }

    /// <summary>
    /// Whole before cut off; of several whole ones the last, since models send a draft before the final page, unless it is a mere snippet (under half the
    /// longest); of several cut ones the longest.
    /// </summary>
    private static DocumentSpan? Best(string text, int from, bool cutOff, List<string> notes)
    {
        var found = Documents(text, from, cutOff);
        var whole = found.FindAll(span => span.Whole && span.HasContent);
        if (whole.Count == 0)
        {
            return found.FindAll(span => !span.Whole && span.HasContent).MaxBy(span => span.Length);
        }

        if (whole.Count > 1)
        {
            notes.Add($"The answer holds {whole.Count} documents; one was taken.");
        }

        var longest = whole.Max(span => span.Length);
        return whole.FindLast(span => span.Length * 2 >= longest);
    }

    private static List<DocumentSpan> Documents(string text, int from, bool cutOff)
    {
        var found = new List<DocumentSpan>();
        var rescans = MostRescans;
        var at = from;
        while ((at = DocumentStart.Find(text, at)) >= 0)
        {
            var span = new PageScanner(text, at, cutOff).Scan();
            var inner = rescans > 0 ? Inner(text, span, cutOff, ref rescans) : null;
            span = inner ?? span;
            found.Add(span);
            at = Math.Max(span.End, at + 1);
        }

        return found;
    }

    /// <summary>
    /// A document seen inside the script of another: usually a string of that page's own code. But when the outer one started in prose ("put the
    /// &lt;html&gt;&lt;script&gt; …"), the inner one is the page: it is whole, and the outer one never ends or ends at the very same tag.
    /// </summary>
    private static DocumentSpan? Inner(string text, DocumentSpan outer, bool cutOff, ref int rescans)
    {
        foreach (var start in outer.Nested)
        {
            if (rescans-- == 0)
            {
                return null;
            }

            var inner = new PageScanner(text, start, cutOff).Scan();
            var sameEnd = inner.End == outer.End && (!DocumentStart.OnOwnLine(text, outer.Start) || FencedDirectly(text, start));
            if (inner is { Whole: true, HasContent: true } && (!outer.Whole || sameEnd))
            {
                return inner;
            }
        }

        return null;
    }

    private static bool FencedDirectly(ReadOnlySpan<char> text, int start)
    {
        var above = text[..start].TrimEnd();
        return !above.IsEmpty && CodeFence.Before(above[(above.LastIndexOf('\n') + 1)..], above.Length - above.LastIndexOf('\n') - 1).IsOpen;
    }

    private static string WhyNot(string answer, bool cutOff)
    {
        if (cutOff)
        {
            return "The answer ended before a page began. Raise the token limit, or lower the reasoning effort.";
        }

        return answer.Contains('<') && answer.Contains("</", StringComparison.Ordinal)
            ? "The model sent a fragment of HTML, not a document: there is no <html> element or doctype with content in it."
            : "The model answered without any HTML document. Ask again, or ask for one complete HTML file.";
    }
}
