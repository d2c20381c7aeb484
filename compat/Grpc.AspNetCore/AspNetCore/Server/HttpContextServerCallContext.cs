using System.Globalization;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>The context of one call, and the state of its HTTP response.</summary>
internal sealed class HttpContextServerCallContext(HttpContext httpContext, IMethod method) : ServerCallContext
{
    private readonly CallDeadline? _deadline = CallDeadline.Read(httpContext);
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private AuthContext? _authContext;

    public HttpContext HttpContext => httpContext;

    public CallGate Gate { get; } = new();

    public CallDeadline? CallDeadline => _deadline;

    /// <summary>Whether headers or a message went into the response, so that the status has to follow as trailers.</summary>
    public bool ResponseBegun { get; set; }

    protected override string MethodCore => method.FullName;

    protected override string HostCore => httpContext.Request.Host.Value ?? "";

    protected override string PeerCore => httpContext.Connection is { RemoteIpAddress: { } address, RemotePort: var port }
        ? address.AddressFamily == AddressFamily.InterNetworkV6
            ? string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"ipv4:{address}:{port}")
        : "unknown";

    protected override DateTime DeadlineCore => _deadline?.At ?? DateTime.MaxValue;

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? httpContext.RequestAborted;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _authContext ??= ReadAuthContext();

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (ResponseBegun)
        {
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        }

        Gate.BeginWrite();
        try
        {
            ResponseBegun = true;
            Append(httpContext.Response.Headers, responseHeaders);
            await httpContext.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            Gate.EndWrite();
        }
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("CreatePropagationToken is not supported.");

    /// <summary>Puts the status where it belongs: into the trailers, or into the headers of a response that holds nothing else.</summary>
    public void WriteStatus(Status status)
    {
        StatusCore = status;
        var response = httpContext.Response;
        var trailersOnly = status.StatusCode != StatusCode.OK && !ResponseBegun && !response.HasStarted;
        var destination = trailersOnly
            ? response.Headers
            : httpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;

        if (_responseTrailers is not null)
        {
            Append(destination, _responseTrailers);
        }

        destination[WireHeaders.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(status.Detail))
        {
            destination[WireHeaders.Message] = PercentEncoding.Encode(status.Detail);
        }
    }

    private static void Append(IHeaderDictionary destination, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            destination.Append(entry.Key, BinaryHeader.ToHeader(entry));
        }
    }

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach (var (name, values) in httpContext.Request.Headers)
        {
            if (!WireHeaders.IsReserved(name))
            {
                foreach (var value in values)
                {
                    BinaryHeader.Add(metadata, name, value ?? "");
                }
            }
        }

        return metadata;
    }

    private AuthContext ReadAuthContext()
    {
        if (httpContext.Connection.ClientCertificate is not { } certificate)
        {
            return new AuthContext(null, []);
        }

        const string commonName = "x509_common_name";
        var name = certificate.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false);
        return new AuthContext(commonName, new()
        {
            [commonName] = [AuthProperty.Create(commonName, System.Text.Encoding.UTF8.GetBytes(name))],
        });
    }
}
