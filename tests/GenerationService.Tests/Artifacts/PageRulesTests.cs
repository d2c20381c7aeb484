using System.Text;
using Podium.GenerationService.Artifacts;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class PageRulesTests
{
    [Theory]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<a href=javascript:alert(1)>x</a>")]
    [InlineData("<a href=JaVaScRiPt:alert(1)>x</a>")]
    [InlineData("<a href=\"  javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"java\tscript:alert(1)\">x</a>")]
    [InlineData("<a href=\"java\nscript:alert(1)\">x</a>")]
    [InlineData("<a href=\"java\r\nscript:alert(1)\">x</a>")]
    [InlineData("<a href=\"\u0001javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#106;avascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#x6A;avascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#0000106avascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"javascript&colon;alert(1)\">x</a>")]
    [InlineData("<a href=\"java&Tab;script:alert(1)\">x</a>")]
    [InlineData("<a href=\"java&NewLine;script:alert(1)\">x</a>")]
    [InlineData("<a\nhref\n=\njavascript:alert(1)>x</a>")]
    [InlineData("<a/href=javascript:alert(1)>x</a>")]
    [InlineData("<A HREF=\"javascript:alert(1)\">x</A>")]
    [InlineData("<a title=\">\" href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<img src=javascript:alert(1)>")]
    [InlineData("<form action=javascript:alert(1)><button>x</button></form>")]
    [InlineData("<form><button formaction=\"javascript:alert(1)\">x</button></form>")]
    [InlineData("<form><input type=submit formaction=javascript:alert(1)></form>")]
    [InlineData("<iframe src=\"javascript:alert(1)\"></iframe>")]
    [InlineData("<iframe src=' \tjavascript:alert(1)'></iframe>")]
    [InlineData("<iframe srcdoc=\"<a href=javascript:alert(1)>x</a>\"></iframe>")]
    [InlineData("<iframe srcdoc=\"&lt;iframe srcdoc='&amp;lt;a href=javascript:alert(1)&amp;gt;'&gt;\"></iframe>")]
    [InlineData("<object data=\"javascript:alert(1)\"></object>")]
    [InlineData("<embed src=javascript:alert(1)>")]
    [InlineData("<area href=javascript:alert(1)>")]
    [InlineData("<base href=\"javascript:alert(1)//\">")]
    [InlineData("<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>")]
    [InlineData("<svg><a href=\"javascript:alert(1)\"><text>x</text></a></svg>")]
    [InlineData("<svg><a><set attributeName=href to=javascript:alert(1) /></a></svg>")]
    [InlineData("<svg><a><animate attributeName=href values=\"#;javascript:alert(1)\" /></a></svg>")]
    [InlineData("<math><mi href=\"javascript:alert(1)\">x</mi></math>")]
    [InlineData("<template><a href=javascript:alert(1)>x</a></template>")]
    [InlineData("<noscript><a href=javascript:alert(1)>x</a></noscript>")]
    [InlineData("<noscript><p title=\"</noscript><a href=javascript:alert(1)>x</a>\"></noscript>")]
    [InlineData("<div><table><tr><a href=javascript:alert(1)>fostered</a></table></div>")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=https://example.com\">")]
    [InlineData("<meta http-equiv=refresh content=5>")]
    [InlineData("<META HTTP-EQUIV='ReFrEsH' content=0>")]
    [InlineData("<meta content=0 http-equiv=\" refresh \">")]
    [InlineData("<meta http-equiv=\"&#114;efresh\" content=0>")]
    [InlineData("<body><p>late</p><meta http-equiv=refresh content=0></body>")]
    [InlineData("<!--x--!><a href=javascript:alert(1)>after an odd comment</a>")]
    [InlineData("<title></title/><a href=javascript:alert(1)>x</a>")]
    public void A_hostile_page_is_refused_however_it_is_spelled(string html)
    {
        var refused = Should.Throw<InvalidInputException>(() => PageRules.Check($"<!doctype html><html><body>{html}</body></html>"));
        (refused.Field, refused.Code).ShouldBe(("html", "artifact.unsafe_html"));
    }

    [Theory]
    [InlineData("<a href=\"https://example.com/javascript:x\">x</a>")]
    [InlineData("<a href=\"#javascript\">x</a>")]
    [InlineData("<a href=\"/javascript-course\">x</a>")]
    [InlineData("<p>Write javascript: in an href and it is refused.</p>")]
    [InlineData("<pre>&lt;a href=\"javascript:alert(1)\"&gt;</pre>")]
    [InlineData("<a title=\"javascript:alert(1)\" href=\"#\">x</a>")]
    [InlineData("<script>const s = '<a href=\"javascript:x\">'; location.hash = s</script>")]
    [InlineData("<style>a::after { content: 'href=javascript:x' }</style>")]
    [InlineData("<!-- <a href=javascript:alert(1)> -->")]
    [InlineData("<textarea><a href=javascript:alert(1)></textarea>")]
    [InlineData("<meta http-equiv=\"content-type\" content=\"text/html\"><meta name=refresh content=0>")]
    [InlineData("<iframe src=\"https://example.com\"></iframe><iframe srcdoc=\"<p>fine</p>\"></iframe>")]
    [InlineData("<svg><circle r=4><animate attributeName=r values=\"4;8;4\" /></circle></svg>")]
    public void A_page_that_only_speaks_of_it_is_kept(string html) =>
        Should.NotThrow(() => PageRules.Check($"<!doctype html><html><body>{html}</body></html>"));

    public static TheoryData<string, string> Bombs() => new()
    {
        { "nested blocks", Repeat("<div>") },
        { "nested formatting", Repeat("<b>") },
        { "formatting that is opened again by every block", Enumerate(i => $"<b id={i}>", 200_000) + Repeat("<p>", 300_000) },
        { "foster parenting", "<table>" + Repeat("<b>x") },
        { "attributes of one tag", "<a " + Enumerate(i => $"a{i:x} ") + ">" },
        { "templates", Repeat("<template>") },
        { "list items", Repeat("<ul><li>") },
        { "unclosed buttons", Repeat("<div>", 256_000) + Repeat("<button>", 256_000) },
        { "flat elements", Repeat("<i></i>") },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_page_made_to_choke_a_parser_is_refused_within_seconds(string name, string html)
    {
        var check = Task.Run(() => Should.Throw<InvalidInputException>(() => PageRules.Check(html)));
        (await check.WaitAsync(TimeSpan.FromSeconds(10))).Code.ShouldBe("artifact.too_complex", name);
    }

    [Fact]
    public async Task Half_a_megabyte_of_ordinary_markup_is_checked_within_seconds()
    {
        var html = "<!doctype html><html><body>" + Repeat("<section><h2>Title</h2><p>Some <b>bold</b> text and a <a href='#x'>link</a></p></section>", 500_000) + "</body></html>";
        await Task.Run(() => Should.NotThrow(() => PageRules.Check(html[..html.LastIndexOf("<section>", StringComparison.Ordinal)]))).WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static string Repeat(string text, int length = 512_000) => new StringBuilder().Insert(0, text, length / text.Length).ToString();

    private static string Enumerate(Func<int, string> text, int length = 512_000)
    {
        var all = new StringBuilder();
        for (var i = 0; all.Length < length; i++)
        {
            all.Append(text(i));
        }

        return all.ToString();
    }
}
