using System.Text.Json;

namespace Podium.GenerationService.Tests.Extraction;

/// <param name="Expected">Null when there is no page in it.</param>
internal sealed record ModelOutput(string Name, string Answer, string? Expected, bool Truncated = false, bool CutOff = false);

/// <summary>Answers shaped like those that models really send.</summary>
internal static class ModelOutputs
{
    public const string Page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <title>Tea &amp; toast</title>
          <style>body { font: 16px/1.5 serif; }</style>
        </head>
        <body>
          <h1 class="hero">Tea &amp; toast</h1>
          <p>Open from seven.</p>
          <script>document.title += "!";</script>
        </body>
        </html>
        """;

    private const string Small = "<!doctype html><html><body><p>x</p></body></html>";
    private const string NoDoctype = "<html>\n<head><title>a</title></head>\n<body><p>b</p></body>\n</html>";

    /// <summary>A page whose script holds a fence on lines of their own: cutting there gave a stump.</summary>
    private const string FencesInside =
        """
        <!doctype html>
        <html><head><title>Markdown</title></head>
        <body><pre id="out"></pre>
        <script>
        const sample = `
        ```js
        let a = 1;
        ```
        `;
        document.getElementById("out").textContent = sample;
        </script>
        </body>
        </html>
        """;

    private const string EndTagsInside =
        """
        <!doctype html>
        <html>
        <!-- not the end: </html> -->
        <head><title>About </html></title><style>a::after { content: "</html>"; }</style></head>
        <body data-note="</html>">
        <script>
        // </html>
        frame.srcdoc = "<!doctype html><html><body>hi</body></html>";
        </script>
        <textarea></html></textarea>
        </body>
        </html>
        """;

    private const string PlaygroundPage =
        """
        <!doctype html>
        <html lang="en">
        <head><title>Playground</title></head>
        <body>
        <script>
        const start = `
        <!doctype html>
        <html>
        <body><h1>Hello</h1></body>
        </html>
        `;
        show(start);
        </script>
        </body>
        </html>
        """;

    private const string PartialTemplatePage =
        "<!doctype html>\n<html><body><iframe id=f></iframe>\n<script>f.srcdoc = '<!doctype html><html><body>' + text;</script>\n</body></html>";

    private static readonly string Crlf = Page.Replace("\n", "\r\n");
    private static readonly string HalfPage = Page[..Page.IndexOf("<p>Open", StringComparison.Ordinal)].TrimEnd();
    private static readonly string HalfScript = FencesInside[..FencesInside.IndexOf("document.getElementById", StringComparison.Ordinal)].TrimEnd();
    private static readonly string Draft = Page.Replace("Tea &amp; toast", "Draft");

    public static IReadOnlyList<ModelOutput> All { get; } =
    [
        new("the page alone", Page, Page),
        new("a plain fence", $"```html\n{Page}\n```", Page),
        new("a fence without a language", $"```\n{Page}\n```\n", Page),
        new("a fence of an unexpected language", $"```xml\n{Page}\n```", Page),
        new("a tilde fence", $"~~~html\n{Page}\n~~~", Page),
        new("a four-mark fence", $"````html\n{Page}\n````", Page),
        new("a fence inside a fence", $"````markdown\n```html\n{Page}\n```\n````", Page),
        new("an indented fence", $"  ```HTML\n{Page}\n  ```", Page),
        new("a fence on the page's own line", $"```html {Small}```", Small),
        new("prose before and after", $"Here is the redesigned page:\n\n```html\n{Page}\n```\n\nI kept every section. Let me know if </html> needs changes!", Page),
        new("prose without any fence", $"Sure! Here it is:\n\n{Page}\n\nHope you like it.", Page),
        new("prose on the page's own line", $"Here you go: {Small} Enjoy!", Small),
        new("an unclosed fence", $"```html\n{Page}", Page),
        new("a stray closing fence", $"{Page}\n```", Page),
        new("a leading byte order mark", $"\uFEFF{Page}", Page),
        new("a byte order mark and a fence", $"\uFEFF```html\r\n{Crlf}\r\n```", Crlf),
        new("CRLF line ends", $"Here:\r\n```html\r\n{Crlf}\r\n```\r\nDone.\r\n", Crlf),
        new("no doctype", $"```html\n{NoDoctype}\n```", NoDoctype),
        new("bare HTML without a doctype", NoDoctype, NoDoctype),
        new("capital letters", "<!DOCTYPE HTML>\n<HTML><BODY><H1>LOUD</H1></BODY></HTML>", "<!DOCTYPE HTML>\n<HTML><BODY><H1>LOUD</H1></BODY></HTML>"),
        new(
            "an XHTML doctype",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>x</p></body></html>",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>x</p></body></html>"),
        new("a comment before the html tag", $"<!doctype html>\n<!-- Made with care -->\n{NoDoctype}", $"<!doctype html>\n<!-- Made with care -->\n{NoDoctype}"),
        new("a css fence before bare HTML", $"First the palette:\n```css\n:root {{ --ink: #123; }}\n```\nThen the page:\n\n{Page}", Page),
        new("a css fence before the html fence", $"```css\nbody {{ margin: 0 }}\n```\n\n```html\n{Page}\n```", Page),
        new("a js fence after the page", $"```html\n{Page}\n```\n\n```js\nconsole.log('</html>');\n```", Page),
        new("fences inside a script", $"```html\n{FencesInside}\n```\nDone.", FencesInside),
        new("fences inside a script, unfenced", FencesInside, FencesInside),
        new("a fence line inside the text", "```html\n<!doctype html>\n<html><body><div>\n```\nsome code\n```\n</div></body>\n</html>\n```", "<!doctype html>\n<html><body><div>\n```\nsome code\n```\n</div></body>\n</html>"),
        new("end tags inside strings, comments and attributes", $"```html\n{EndTagsInside}\n```", EndTagsInside),
        new("a document inside a script", $"```html\n{PlaygroundPage}\n```", PlaygroundPage),
        new("the start of a document inside a script", PartialTemplatePage, PartialTemplatePage),
        new("closed thinking", $"<think>\nThe user wants one <html> file with a <script>. Maybe <html lang=\"en\">.\n</think>\n\n```html\n{Page}\n```", Page),
        new("closed thinking with a draft", $"<think>\nDraft:\n```html\n{Draft}\n```\nGood.\n</think>\n{Page}", Page),
        new("closed thinking with an open draft", $"<think>\n<html><head><script>\nlet a = `\n</think>\n{Page}", Page),
        new("thinking that was opened by the prompt", $"I should start with <html> and <head>.\n</think>\n\n{Page}", Page),
        new("thinking opened by the prompt, with a draft", $"Let me draft:\n{Draft}\nNow the real one, shorter.\n</think>\n\n{Small}", Small),
        new("thinking that never closes", $"<think>\nThe <html> element needs a lang. Then `<html>` and <body>.\n\n```html\n{Page}\n```", Page),
        new("only a page inside thinking", $"<think>\n{Page}\n</think>\n", Page),
        new("a page that shows a thinking tag", "<!doctype html>\n<html><body><script>const end = '</think>';</script><p>x</p></body></html>", "<!doctype html>\n<html><body><script>const end = '</think>';</script><p>x</p></body></html>"),
        new("mentions of html in prose", $"A page has an `<html>` element, a `<head>` and a <body>. <!DOCTYPE html> comes first. <html> is the root.\n\n{Page}", Page),
        new("an enumeration of tags before the page", $"The structure is <html><head><script> and so on.\n\n```html\n{Page}\n```", Page),
        new("a draft and the final page", $"Draft:\n```html\n{Draft}\n```\nBetter:\n```html\n{Page}\n```", Page),
        new("two pages in a row", $"{Draft}\n{Page}", Page),
        new("a page and a small example after it", $"```html\n{Page}\n```\nMinimal form:\n```html\n{Small}\n```", Page),
        new("a whole page and a cut one after it", $"```html\n{Page}\n```\nAnd a variant:\n```html\n{HalfPage}", Page, CutOff: true),
        new("a cut page and a whole one after it", $"```html\n{HalfPage}\n\nSorry, again from the start:\n\n```html\n{Page}\n```", Page),
        new("a repeated doctype", $"<!doctype html>\n{Page}", Page),
        new("prose cut off after the page", $"```html\n{Page}\n```\nI have chosen a warm pal", Page, CutOff: true),
        new("no end tag, but a closed fence", "```html\n<!doctype html>\n<html><body><p>x</p></body>\n```\nDone.", "<!doctype html>\n<html><body><p>x</p></body>"),
        new("no html tags, but head and body", "```html\n<head>\n<title>a</title>\n</head>\n<body>\n<p>b</p>\n</body>\n```", "<head>\n<title>a</title>\n</head>\n<body>\n<p>b</p>\n</body>"),
        new("a doctype without an html tag", "<!doctype html>\n<title>a</title>\n<body><p>b</p></body>\n</html>", "<!doctype html>\n<title>a</title>\n<body><p>b</p></body>\n</html>"),
        new("a script that is never closed", "<!doctype html>\n<html><body><p>x</p>\n<script>let a = 1;\n</body>\n</html>", "<!doctype html>\n<html><body><p>x</p>\n<script>let a = 1;\n</body>\n</html>"),
        new("a JSON object", JsonSerializer.Serialize(new { html = Page }), Page),
        new("a JSON string", JsonSerializer.Serialize(Page), Page),
        new("a JSON object in a fence", $"```json\n{JsonSerializer.Serialize(new { note = "ok", html = Page })}\n```", Page),
        new("a tool call with JSON inside JSON", JsonSerializer.Serialize(new { name = "write", arguments = JsonSerializer.Serialize(new { path = "index.html", content = Page }) }), Page),
        new("a minified page in JSON", "{\"html\":\"<!DOCTYPE html><html><body class=\\\"a\\\"><p>x</p></body></html>\"}", "<!DOCTYPE html><html><body class=\"a\"><p>x</p></body></html>"),
        new("escaped quotes and line ends", Page.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n"), Page),
        new("escaped entities", System.Net.WebUtility.HtmlEncode(Page), Page),
        new("an answer cut in the body", $"```html\n{HalfPage}", HalfPage, Truncated: true, CutOff: true),
        new("a silent cut in the body", HalfPage, HalfPage, Truncated: true),
        new("a cut inside a script", HalfScript, HalfScript, Truncated: true, CutOff: true),
        new("a cut inside a script, and the fence closed", $"```html\n{HalfScript}\nlet b\n```", $"{HalfScript}\nlet b", Truncated: true, CutOff: true),
        new("a cut inside a tag", "<!doctype html>\n<html><body><p>x</p><a href=\"", "<!doctype html>\n<html><body><p>x</p><a href=\"", Truncated: true, CutOff: true),
        new("a cut inside a comment", "<!doctype html>\n<html><body><p>x</p><!-- the foo", "<!doctype html>\n<html><body><p>x</p><!-- the foo", Truncated: true, CutOff: true),
        new("a cut before the end tag", "<!doctype html>\n<html><body><p>x</p></body>\n</ht", "<!doctype html>\n<html><body><p>x</p></body>\n</ht", Truncated: true, CutOff: true),
        new("nothing", "", null),
        new("blanks", " \r\n\t", null),
        new("prose only", "I cannot help with that.", null),
        new("prose about tags", "Use `<html>` and `<!DOCTYPE html>`; close it with `</html>`.", null),
        new("a fragment", "```html\n<div class=\"hero\"><h1>Hi</h1></div>\n```", null),
        new("only styles", "```css\nbody { color: red }\n```", null),
        new("an empty skeleton", "<!doctype html>\n<html><head></head><body></body></html>", null),
        new("thinking only", "<think>I will write <html> and <body> now", null, CutOff: true),
    ];

    public static ModelOutput Find(string name) => All.Single(output => output.Name == name);
}
