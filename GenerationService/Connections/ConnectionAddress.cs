using System.Net;
using System.Text.RegularExpressions;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Connections;

/// <summary>From the base URL of a connection, with or without a version, to the address its format starts from.</summary>
internal static partial class ConnectionAddress
{
    /// <summary>The machine, as Docker names it to what runs in its containers.</summary>
    public const string DockerHost = "host.docker.internal";

    /// <exception cref="InvalidInputException">Not an absolute http(s) address.</exception>
    public static Uri Parse(ProviderDescription provider, string baseUrl)
    {
        // http://localhost:8080, http://localhost:8080/ and http://localhost:8080/v1 mean the same.
        var uri = BaseAddress.Parse(provider, provider.IsDemo ? provider.BaseUrl : baseUrl);
        if (provider.Wire != WireFormat.OpenAI)
        {
            return uri;
        }

        // OpenRouter's API lives one level deeper than everybody else's.
        var version = provider.Id == "openrouter" ? "/api/v1" : "/v1";
        var path = uri.AbsolutePath.TrimEnd('/');
        return path == "/v1" ? new UriBuilder(uri) { Path = version }.Uri
            : Version().IsMatch(path) ? uri
            : new UriBuilder(uri) { Path = path + version }.Uri;
    }

    /// <summary>An address without a name to look up: what it is can be told when it is saved.</summary>
    public static bool IsLiteral(Uri uri) => IPAddress.TryParse(uri.DnsSafeHost, out _) || uri.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The machine itself, under any of its names for that.</summary>
    public static bool IsLoopback(Uri uri) => uri.IsLoopback || uri.DnsSafeHost is "0.0.0.0" or "::";

    public static bool IsDockerHost(Uri uri) => uri.DnsSafeHost.Equals(DockerHost, StringComparison.OrdinalIgnoreCase);

    // /v1, /api/v1, /v1beta/openai, /openai/v1, /api/paas/v4
    [GeneratedRegex(@"/v\d+[a-z0-9]*(/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}
