using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Podium.ServiceDefaults.Errors;

/// <summary>What a failure looks like to a client: RFC 9457 members, a stable code, and <c>error</c> where a client of the seeds reads it.</summary>
public sealed record Problem(int Status, string Code, string Detail, string? Field = null)
{
    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();

    /// <summary>The document: <c>{type,title,status,detail,code,field?,error,traceId,...}</c>.</summary>
    public Dictionary<string, object?> ToDocument(string traceId)
    {
        var document = new Dictionary<string, object?>
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(Status),
            ["status"] = Status,
            ["detail"] = Detail,
            ["code"] = Code,
            ["error"] = Detail,
            ["traceId"] = traceId,
        };
        if (Field is not null)
        {
            document["field"] = Field;
        }

        foreach (var (key, value) in Extensions)
        {
            document[key] = value;
        }

        return document;
    }

    /// <summary>Writes the document as the response, which must not have started.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString();
        }

        return response.WriteAsJsonAsync(
            ToDocument(TraceId(context)), JsonSerializerOptions.Web, "application/problem+json", context.RequestAborted);
    }

    internal static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
