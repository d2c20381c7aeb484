using Podium.GenerationService.Providers.Catalog;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>What to do about what was found at a connection, the most useful first. Pure.</summary>
internal static class ConnectionHints
{
    private const int NewLlamaPort = 9931;
    private const int OldLlamaPort = 8080;

    public static IReadOnlyList<string> For(Connection connection, Uri address, ConnectionKey key, DiscoveryResult found) =>
        [.. OfFailure(connection, address, found.Failure).Concat(OfKey(connection, key)).Concat(OfSuccess(connection, key, found))];

    private static IEnumerable<string> OfFailure(Connection connection, Uri address, DiscoveryFailure? failure) => failure?.Fault switch
    {
        DiscoveryFault.Unreachable => OfSilence(connection, address),
        DiscoveryFault.TimedOut => ["A server that is loading a model answers late: test again in a moment, and check its log.", .. OfSilence(connection, address)],
        DiscoveryFault.HostNotTrusted =>
        [
            $"In Jan, add {address.Authority} to the trusted hosts (Settings, Local API Server), then restart its server. In other servers the setting may be called allowed hosts.",
        ],
        DiscoveryFault.KeyRefused => ["Save the key again: it may be incomplete, expired, or one of another provider."],
        DiscoveryFault.AddressRefused => ["The operator of Podium can allow local and private addresses by Outbound:AllowPrivate=true."],
        DiscoveryFault.Tls => ["Try http:// in the address if the server has no certificate."],
        DiscoveryFault.NoSuchPath => ["Somebody answers there, but lists no models: check the path of the address, and the kind of the connection."],
        DiscoveryFault.NotAList => ["This looks like a web page or another service: check the port, and the kind of the connection."],
        DiscoveryFault.Refused when failure.Status == 429 => ["The server limits the rate of requests: test again in a moment."],
        DiscoveryFault.Refused when failure.Status >= 500 => ["The server itself has a problem: look into its log."],
        DiscoveryFault.KeyUnreadable when connection.SealedKey is not null => ["Start Podium with the PODIUM_SECRET_KEY that the key was saved with, or save the key again."],
        _ => [],
    };

    private static IEnumerable<string> OfSilence(Connection connection, Uri address)
    {
        if (ConnectionAddress.IsDockerHost(address))
        {
            yield return "On Windows and macOS, check that Docker Desktop runs; on Windows, restart it (wsl --shutdown, then start it again) when the name has stopped working. "
                + "On Linux, start the container with --add-host=host.docker.internal:host-gateway.";
            yield return "The server must listen on all addresses, not only on 127.0.0.1.";
        }
        else if (ConnectionAddress.IsLoopback(address))
        {
            yield return $"Check that the server runs and listens on port {address.Port}. "
                + $"When Podium runs in a container, use http://{ConnectionAddress.DockerHost}:{address.Port} instead.";
        }

        switch (connection.Type)
        {
            case "OLLAMA":
                yield return "Ollama is started by \"ollama serve\", and listens on port 11434 unless OLLAMA_HOST says otherwise.";
                break;
            case "LLAMACPP_OPENAI" when address.Port is NewLlamaPort or OldLlamaPort:
                yield return $"llama-server listens on port {NewLlamaPort} in its newest versions, and on {OldLlamaPort} in older ones.";
                break;
        }
    }

    private static IEnumerable<string> OfKey(Connection connection, ConnectionKey key)
    {
        if (key.Problem is not null)
        {
            yield break;
        }

        if (key.Source == ConnectionKey.Environment)
        {
            yield return $"The key comes from {connection.KeyVariable} of the server's environment. A key stored with the connection comes first, and stays when the environment changes.";
        }
        else if (key.Source == ConnectionKey.None && connection.KeyVariable is { } name)
        {
            yield return $"The environment variable {name} is not set where Podium runs: set it and restart Podium, or save a key.";
        }
        else if (key.Source == ConnectionKey.None && connection.Kind.ExpectsKey)
        {
            yield return ProviderTable.IsLocal(connection.Kind.Provider) || connection.Kind.Provider == "compatible"
                ? "No key is stored. If the server asks for one, save it with the connection."
                : "No key is stored: save one with the connection.";
        }
    }

    private static IEnumerable<string> OfSuccess(Connection connection, ConnectionKey key, DiscoveryResult found)
    {
        if (found.Failure is not null)
        {
            yield break;
        }

        if (found.Models.Count == 0)
        {
            yield return connection.Type == "OLLAMA"
                ? "It has no model yet: get one by \"ollama pull\" and its name."
                : "It lists no model. Some servers, Jan among them, list only models that are loaded: start one there.";
        }

        if (key.Value is not null && (connection.Type is "OPENROUTER" or "HUGGINGFACE"))
        {
            yield return "This list is open to everybody: whether the key is right shows with the first completion.";
        }
    }
}
