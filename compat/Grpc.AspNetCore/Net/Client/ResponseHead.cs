using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>Reads status and metadata out of HTTP responses.</summary>
internal static class ResponseHead
{
    /// <summary>The status of a response that has no messages: one that is not gRPC, or whose headers already hold the status. Else null.</summary>
    public static Status? EarlyStatus(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return StatusOf(response.Headers)
                ?? new Status(FromHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        }

        return WireHeaders.IsGrpc(response.Content.Headers.ContentType?.ToString())
            ? StatusOf(response.Headers)
            : new Status(StatusCode.Unknown, $"Bad gRPC response. Invalid content-type value: {response.Content.Headers.ContentType}");
    }

    /// <summary>The status in headers or trailers; null when there is none.</summary>
    public static Status? StatusOf(HttpHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(WireHeaders.Status, out var values))
        {
            return null;
        }

        if (!int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return new Status(StatusCode.Unknown, $"Unexpected grpc-status value: {values}");
        }

        var message = headers.NonValidated.TryGetValues(WireHeaders.Message, out var encoded) ? PercentEncoding.Decode(encoded.ToString()) : "";
        return new Status(code <= (int)StatusCode.Unauthenticated ? (StatusCode)code : StatusCode.Unknown, message);
    }

    /// <exception cref="RpcException">A binary value is not base64.</exception>
    public static Metadata MetadataOf(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (!WireHeaders.IsReserved(name))
            {
                foreach (var value in values)
                {
                    BinaryHeader.Add(metadata, name, value);
                }
            }
        }

        return metadata;
    }

    // https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
    private static StatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
