namespace Grpc.Net.Client;

/// <summary>Options of a channel. Sizes are in bytes of one message; null is no limit.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>What sends the requests; the channel makes its own when neither this nor <see cref="HttpClient"/> is set.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    public HttpClient? HttpClient { get; set; }

    /// <summary>Whether the channel disposes of the handler or client it was given.</summary>
    public bool DisposeHttpClient { get; set; }

    public int? MaxSendMessageSize { get; set; }

    /// <summary>4 MiB unless set.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;
}
