namespace Grpc.Wire;

/// <summary>Header names and values of gRPC over HTTP/2.</summary>
internal static class WireHeaders
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";
    public const string Gzip = "gzip";
    public const string SupportedEncodings = "identity,gzip";

    /// <summary>Whether a header belongs to the protocol or to HTTP, and so is not metadata of the caller.</summary>
    public static bool IsReserved(string name) => name.StartsWith(':') || name.ToLowerInvariant() is
        Status or Message or Timeout or Encoding or AcceptEncoding or "content-type" or "content-length" or "te" or "host" or "accept-encoding";

    /// <summary>Accepts <c>application/grpc</c>, <c>application/grpc+proto</c> and parameters, but not <c>application/grpc-web</c>.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');
}
