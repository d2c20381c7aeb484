using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Podium.Gateway.Requests;

/// <summary>Reads <c>Accept-Encoding</c> (RFC 9110, 12.5.3).</summary>
internal static class AcceptedEncodings
{
    public static bool Allows(StringValues header, string encoding)
    {
        if (StringValues.IsNullOrEmpty(header) || !StringWithQualityHeaderValue.TryParseList(header, out var accepted))
        {
            return false;
        }

        var named = accepted.FirstOrDefault(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(a => a.Value == "*");
        return named is not null && named.Quality is not 0.0;
    }
}
