namespace Podium.GenerationService.Connections.Discovery;

/// <summary>What asking a connection for its models brought.</summary>
/// <param name="Duration">From the first byte sent to the last one read, also of a question that failed; null when none was asked.</param>
/// <param name="Failure">Null when the models are known, be there none.</param>
internal sealed record DiscoveryResult(IReadOnlyList<string> Models, TimeSpan? Duration, DiscoveryFailure? Failure)
{
    public int? LatencyMs => Duration is { } duration ? (int)Math.Round(duration.TotalMilliseconds) : null;
}

/// <param name="Message">For a person: who answered what, where. Never with a key.</param>
/// <param name="Status">The HTTP status; 0 where there was none.</param>
internal sealed record DiscoveryFailure(DiscoveryFault Fault, string Message, int Status = 0);

internal enum DiscoveryFault
{
    /// <summary>The stored key does not open, or its variable may not be read any more.</summary>
    KeyUnreadable,

    /// <summary>Nobody answered at that address.</summary>
    Unreachable,

    /// <summary>The guard around outbound calls does not let this address through.</summary>
    AddressRefused,

    Tls,
    TimedOut,

    /// <summary>401, or a key that the server says is wrong.</summary>
    KeyRefused,

    /// <summary>403: the server does not know the host name it was called by (Jan, Ollama behind a proxy).</summary>
    HostNotTrusted,

    /// <summary>404 or 405: somebody is there, and lists no models at that path.</summary>
    NoSuchPath,

    /// <summary>Any other status that is no success.</summary>
    Refused,

    /// <summary>A success that holds no list of models.</summary>
    NotAList,
}
