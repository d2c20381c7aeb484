using System.Xml;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>The whole answer is one well-formed XML document. Document types are refused: they can name files and grow without end.</summary>
internal sealed class XmlCheck : PureCheck
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(input.Text.Trim()), Settings);
            while (reader.Read())
            {
            }

            return CheckOutcome.Of(true, "It is well-formed.");
        }
        catch (XmlException error)
        {
            return CheckOutcome.Failed($"It is not well-formed: {error.Message}");
        }
    }
}

/// <summary>
/// The whole answer is HTML, a page or a piece of one, in which the standard's parser finds no error. A page may leave out its doctype.
/// </summary>
internal sealed class HtmlCheck : PureCheck
{
    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var html = input.Text.Trim();
        if (html is not ['<', .., '>'])
        {
            return CheckOutcome.Failed("The answer does not start with a tag and end with one.");
        }

        var finding = HtmlErrors.FirstIn(html);
        return finding.OutOfBounds
            ? CheckOutcome.CannotTell("The answer is too large, or nested too deep, to be read as HTML.")
            : CheckOutcome.Of(finding.Error is null, finding.Error ?? "It is valid.");
    }
}
