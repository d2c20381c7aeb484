using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Podium.GenerationService.Extraction;

namespace Podium.GenerationService.Tests.Extraction;

public sealed class HtmlExtractorProperties
{
    private static readonly string[] Pieces =
    [
        "<p>text</p>", "<script>if (a < b && c) { s = '</html>'; }</script>", "<script>\nconst t = `\n```js\nx\n```\n`;\n</script>", "<!-- </html> ``` -->",
        "<style>a::before { content: \"```\"; }</style>", "<a title='</html>'>x</a>", "<pre>\n```\ncode\n```\n</pre>", "<textarea><html></textarea>",
        "plain words & signs < here", "<svg><title/><path d=\"M0 0\"/></svg>", "<p>`<b>tick</b>`", "\r\n", "é漢字😀", "<think>no</think>", "{\"a\": \"<b>\"}",
        "<script>f.srcdoc = '<!doctype html><html><body>' + x + '</body></html>';</script>", "<input value=\"a > b\">",
    ];

    private static readonly string[] Before =
    [
        "", "\uFEFF", "Here is the page:\n\n", "<think>\nAn <html> page with `<body>`.\n</think>\n", "```css\na { color: red }\n```\n\n", "Sure! The <html> tag comes first.\n",
        "1. I use <!DOCTYPE html>.\n2. Then <script>.\n\n", "> quoted\n\n", "\r\n\r\n",
    ];

    private static readonly (string Open, string Close)[] Fences =
    [
        ("", ""), ("```html\n", "\n```"), ("```\n", "\n```"), ("~~~html\n", "\n~~~"), ("`````HTML\n", "\n`````"), ("```html\n", ""), ("```html\r\n", "\r\n```\r\n"),
        ("````md\n```html\n", "\n```\n````"),
    ];

    private static readonly string[] After = ["", "\n\nHope it helps!", "\n\nI closed `</html>` properly.", "\n```js\nlet a = 1;\n```", "\n\n- lists\n- <b>tags</b>", "\n   \n"];

    [Fact]
    public void MustHave_13_A_page_in_any_chrome_comes_out_exactly_as_it_went_in()
    {
        var page = from pieces in Gen.ListOf(Gen.Elements(Pieces))
                   from head in Gen.Elements("<!doctype html>\n<html lang=\"en\">", "<!DOCTYPE html><html>", "<html>\n<head><title>t</title></head>")
                   select $"{head}<body><h1>a</h1>{string.Concat(pieces)}</body>\n</html>";
        var chrome = from inner in page
                     from before in Gen.Elements(Before)
                     from fence in Gen.Elements(Fences)
                     from after in Gen.Elements(After)
                     select (Page: inner, Answer: before + fence.Open + inner + fence.Close + after);

        Prop.ForAll(Arb.From(chrome), sample =>
        {
            var result = HtmlExtractor.Extract(sample.Answer, cutOff: false);
            return result.Html == sample.Page && !result.Truncated;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public void MustHave_13_A_page_cut_anywhere_is_never_accepted_as_whole()
    {
        var page = ModelOutputs.Page;
        var end = page.LastIndexOf('>');
        for (var length = 0; length <= end; length++)
        {
            foreach (var open in (string[])["", "```html\n", "Here:\n\n~~~\n"])
            {
                var result = HtmlExtractor.Extract(open + page[..length], cutOff: true);
                (result.Html is null || result.Truncated).ShouldBeTrue($"cut after {length} characters");
            }
        }
    }

    [Fact]
    public void MustHave_13_No_text_makes_it_throw()
    {
        string[] tokens =
        [
            .. Pieces, "<!doctype html>", "<html>", "</html>", "<html ", "<!--", "-->", "```", "~~~\n", "\n", "<script>", "</script>", "<style>", "\"", "'", "=", "<", ">", "/",
            "{\"html\":\"", "\\u003chtml\\u003e", "&lt;html&gt;", "<think>", "</think>", "<head>", "<body>", "</body>", "\\n", "\uD800", "\0",
        ];
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements(tokens))), ArbMap.Default.ArbFor<bool>(), (parts, cutOff) =>
        {
            var answer = string.Concat(parts);
            var result = HtmlExtractor.Extract(answer, cutOff);
            return (result.Html is null) == (result.Failure is not null) && (result.Html?.Length ?? 0) <= Math.Max(answer.Length, 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    /// <summary>Compared with itself at a quarter of the length, so the machine's speed does not matter: quadratic work would take sixteen times as long.</summary>
    [Theory]
    [InlineData("<html>")]
    [InlineData("<html ")]
    [InlineData("<html><p>x")]
    [InlineData("<!doctype html><p>")]
    [InlineData("<!doctype html>\n<html><script>\n")]
    [InlineData("\n```html\n<html><!--\n")]
    [InlineData("</html")]
    [InlineData("<a b=\"")]
    [InlineData("```\n")]
    [InlineData("   ```x")]
    [InlineData("<")]
    [InlineData("{\"a\":[")]
    [InlineData("&lt;html&gt;")]
    [InlineData("<html><body><p>x</p></body></html>")]
    [InlineData("<head>\n<body>")]
    [InlineData("<think>")]
    [InlineData("\n<html><body>\n```\n")]
    public void MustHave_13_Hostile_answers_of_megabytes_take_linear_time(string unit)
    {
        var small = string.Concat(Enumerable.Repeat(unit, 500_000 / unit.Length));
        var large = string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length));
        HtmlExtractor.Extract(small, cutOff: false);

        var (quick, slow) = (Fastest(small), Fastest(large));

        // Quadratic work would take minutes at this size; a second is what a loaded machine may add.
        slow.ShouldBeLessThan((quick * 9) + TimeSpan.FromSeconds(1));

        static TimeSpan Fastest(string answer) => Enumerable.Range(0, 3).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            HtmlExtractor.Extract(answer, cutOff: false);
            return Stopwatch.GetElapsedTime(start);
        });
    }
}
