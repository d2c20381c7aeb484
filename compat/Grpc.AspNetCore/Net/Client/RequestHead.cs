using System.Net;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Writes options and metadata of a call into HTTP requests.</summary>
internal static class RequestHead
{
    public static HttpRequestMessage Create(Uri uri, HttpContent content, string? host, CallOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation(WireHeaders.AcceptEncoding, WireHeaders.SupportedEncodings);
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
        {
            request.Headers.TryAddWithoutValidation(WireHeaders.Timeout, GrpcTimeout.Format(deadline - DateTime.UtcNow));
        }

        foreach (var entry in options.Headers ?? Metadata.Empty)
        {
            request.Headers.TryAddWithoutValidation(entry.Key, BinaryHeader.ToHeader(entry));
        }

        if (!request.Headers.NonValidated.Contains("user-agent"))
        {
            request.Headers.TryAddWithoutValidation("user-agent", "grpc-dotnet");
        }

        return request;
    }
}
