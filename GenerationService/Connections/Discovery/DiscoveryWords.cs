using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Podium.GenerationService.Providers.Errors;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>
/// Says what went wrong while a connection was asked for its models: kind of connection, address, status, what the server said, and the likeliest
/// cause where one is known. What to do about it is said by <see cref="ConnectionHints"/>.
/// </summary>
internal sealed class DiscoveryWords(Connection connection, ConnectionKey key)
{
    /// <summary>What was asked for last.</summary>
    public Uri Uri { get; set; } = new("about:blank");

    public DiscoveryFailure TimedOut(TimeSpan patience) => new(
        DiscoveryFault.TimedOut,
        string.Create(CultureInfo.InvariantCulture, $"{Who} did not answer within {patience.TotalMilliseconds:0} ms.{Cause}"));

    public DiscoveryFailure Broken(Exception fault) => fault switch
    {
        { InnerException: AddressRefusedException refused } => new(DiscoveryFault.AddressRefused, $"{Who} was not called: {refused.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
            DiscoveryFault.Tls, $"{Who} could not be called securely: its certificate is not accepted, or it does not speak TLS."),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(
            DiscoveryFault.Unreachable, $"{Who} cannot be reached: the name {Uri.Host} is not known.{Cause}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
            DiscoveryFault.NotAList, $"{Who} sent more than a list of models can be."),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(
            DiscoveryFault.NotAList, $"{Who} answered with something that is not HTTP."),
        _ => new(DiscoveryFault.Unreachable, $"{Who} cannot be reached: {Reason(fault)}.{Cause}"),
    };

    public DiscoveryFailure Refused(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var said = Quote(body);
        var fault = status switch
        {
            HttpStatusCode.Unauthorized => DiscoveryFault.KeyRefused,
            HttpStatusCode.Forbidden when said.Contains("invalid host header", StringComparison.OrdinalIgnoreCase) => DiscoveryFault.HostNotTrusted,
            _ when IsKeyTrouble(said) => DiscoveryFault.KeyRefused,
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => DiscoveryFault.NoSuchPath,
            _ => DiscoveryFault.Refused,
        };
        var cause = fault switch
        {
            DiscoveryFault.KeyRefused => key.Source switch
            {
                ConnectionKey.Stored => " It refused the stored key.",
                ConnectionKey.Environment => $" It refused the key of {connection.KeyVariable}.",
                _ => " No key was sent.",
            },
            DiscoveryFault.HostNotTrusted => $" The host {Uri.Authority} is not on its list of trusted hosts.",
            _ when (int)status is >= 300 and < 400 => " A redirect is not followed.",
            _ => "",
        };
        var words = said.Length == 0 ? "." : $": {said}{(said[^1] is '.' or '!' or '…' ? "" : ".")}";
        return new DiscoveryFailure(fault, $"{Who} answered {(int)status}{words}{cause}", (int)status);
    }

    public DiscoveryFailure NotAList(string? mediaType) => new(
        DiscoveryFault.NotAList, $"{Who} answered with something that is not a list of models{(mediaType is null ? "" : $" ({mediaType})")}.", 200);

    private string Who => $"{connection.Type} at {Uri.GetLeftPart(UriPartial.Path)}";

    // Who has just typed "localhost" knows that the server runs; what they forget is whose localhost it is.
    private string Cause => ConnectionAddress.IsLoopback(Uri) ? " Inside a container, this address is the container itself."
        : ConnectionAddress.IsDockerHost(Uri) ? " The name host.docker.internal leads to the machine only from inside a container."
        : "";

    private static string Reason(Exception fault) => fault.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "that name is not known",
        TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } => "the connection was not made in time",
        _ => "the connection broke",
    };

    // Google answers 400 to a bad key.
    private static bool IsKeyTrouble(string said) =>
        said.Contains("api key not valid", StringComparison.OrdinalIgnoreCase) || said.Contains("unauthorized", StringComparison.OrdinalIgnoreCase);

    private string Quote(ReadOnlySpan<byte> body)
    {
        var error = UpstreamErrorReader.Read(body, key.Value);
        var said = error.Message ?? error.Raw ?? "";
        return said.Length <= UpstreamErrorReader.MaxMessageChars ? said : $"{said.AsSpan(0, UpstreamErrorReader.MaxMessageChars - 1).TrimEnd()}…";
    }
}
