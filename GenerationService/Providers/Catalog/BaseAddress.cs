using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>Base URLs as people paste them: with the operation's path, without <c>/v1</c>, without a scheme.</summary>
internal static class BaseAddress
{
    private static readonly string[] _operationPaths = ["/chat/completions", "/messages", "/api/chat"];

    /// <exception cref="InvalidInputException">Not an absolute http(s) address.</exception>
    public static Uri Parse(ProviderDescription provider, string? text)
    {
        var candidate = text?.Trim() ?? "";
        if (candidate.Length > 0 && !candidate.Contains("://", StringComparison.Ordinal))
        {
            // OLLAMA_HOST is commonly "127.0.0.1:11434".
            candidate = $"http://{candidate}";
        }

        if (!Uri.TryCreate(candidate, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            throw new InvalidInputException("baseUrl", candidate.Length == 0
                ? $"{provider.Label} needs a base URL."
                : "The base URL is not an absolute http or https address.");
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        foreach (var operation in _operationPaths)
        {
            path = path.EndsWith(operation, StringComparison.OrdinalIgnoreCase) ? path[..^operation.Length] : path;
        }

        return new UriBuilder(uri) { Path = Versioned(provider, path), Query = "", Fragment = "" }.Uri;
    }

    private static string Versioned(ProviderDescription provider, string path) => provider.Wire switch
    {
        // An address without any path means the usual one; a path is the person's own business.
        WireFormat.OpenAI when path.Length == 0 => "/v1",
        WireFormat.OpenAI when provider.Id == "openrouter" && path == "/api" => "/api/v1",
        WireFormat.Anthropic when path.EndsWith("/v1", StringComparison.Ordinal) => path[..^3],
        WireFormat.Gemini when path.EndsWith("/v1beta", StringComparison.Ordinal) => path[..^7],
        WireFormat.Ollama when path.EndsWith("/v1", StringComparison.Ordinal) => path[..^3],
        WireFormat.Ollama when path.EndsWith("/api", StringComparison.Ordinal) => path[..^4],
        _ => path,
    };
}
