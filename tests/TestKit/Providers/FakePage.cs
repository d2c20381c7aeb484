using System.Net;
using System.Text;

namespace Podium.TestKit.Providers;

/// <summary>A small, whole, valid page: what a model under test builds.</summary>
public static class FakePage
{
    public static string Html(string title, int words)
    {
        var safe = WebUtility.HtmlEncode(title);
        var page = new StringBuilder()
            .Append("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(safe).Append("</title></head>\n<body>\n<h1>").Append(safe).Append("</h1>\n<p>");
        for (var i = 1; i <= words; i++)
        {
            page.Append("word").Append(i).Append(i % 12 == 0 ? "</p>\n<p>" : " ");
        }

        return page.Append("</p>\n</body>\n</html>").ToString();
    }
}
