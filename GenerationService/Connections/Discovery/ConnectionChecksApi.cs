using System.Text.Json.Serialization;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>Asks a connection whether it is there, what it offers and what to do if not. A member's business: each is a request to somebody's server.</summary>
internal static class ConnectionChecksApi
{
    public static void MapConnectionChecks(this IEndpointRouteBuilder app)
    {
        var connections = app.MapGroup("/api/connections").WithTags("Connections");
        connections.MapGet("/presets", (ConnectionPresets presets) => presets.All())
            .WithName("ListConnectionPresets").WithSummary("Kinds of connection, and where such servers are usually found")
            .RequireAuthorization(Policies.Viewer);
        connections.MapGet("/{id:long}/models", ModelsAsync).WithName("ListConnectionModels").WithSummary("Ids of the models that the connection offers")
            .ProducesProblem(404).ProducesProblem(502).RequireAuthorization(Policies.Member);
        connections.MapPost("/{id:long}/test", TestAsync).WithName("TestConnection").WithSummary("Whether it answers, how fast, and with which models")
            .ProducesProblem(404).RequireAuthorization(Policies.Member);
        connections.MapPost("/{id:long}/verify-runtime", VerifyAsync).WithName("VerifyConnection")
            .WithSummary("As the test, and where the key comes from and what to do about what went wrong")
            .ProducesProblem(404).RequireAuthorization(Policies.Member);
    }

    private static async Task<IReadOnlyList<string>> ModelsAsync(long id, ConnectionStore store, ModelDiscovery discovery, CancellationToken cancellationToken)
    {
        var found = await discovery.RunAsync(await store.GetAsync(id, cancellationToken), cancellationToken);
        return found.Failure is { } failure ? throw new UpstreamException(502, "connection.discovery_failed", failure.Message) : found.Models;
    }

    private static async Task<TestResponse> TestAsync(long id, ConnectionStore store, ModelDiscovery discovery, CancellationToken cancellationToken)
    {
        var found = await discovery.RunAsync(await store.GetAsync(id, cancellationToken), cancellationToken);
        return new TestResponse(found.Failure is null, found.LatencyMs, found.Models, found.Failure?.Message);
    }

    private static async Task<VerifyResponse> VerifyAsync(
        long id, ConnectionStore store, ModelDiscovery discovery, ConnectionKeys keys, ConnectionEndpoints endpoints, CancellationToken cancellationToken)
    {
        var connection = await store.GetAsync(id, cancellationToken);
        var key = keys.Resolve(connection);
        var found = await discovery.RunAsync(connection, cancellationToken);
        return new VerifyResponse(
            connection.Id,
            connection.Type,
            connection.BaseUrl,
            key.Source,
            key.Value is not null,
            found.Failure is null,
            found.LatencyMs,
            found.Models,
            found.Failure?.Message,
            ConnectionHints.For(connection, endpoints.Of(connection, key: null).BaseUri, key, found));
    }

    internal sealed record TestResponse(
        [property: JsonPropertyName("ok")] bool Ok,
        [property: JsonPropertyName("latency_ms")] int? LatencyMs,
        [property: JsonPropertyName("models")] IReadOnlyList<string> Models,
        [property: JsonPropertyName("error")] string? Error);

    /// <param name="AuthSource"><c>encrypted_db</c>, <c>env_var</c> or <c>none</c>.</param>
    /// <param name="AuthPresent">A key is really there: one that cannot be read is not.</param>
    internal sealed record VerifyResponse(
        [property: JsonPropertyName("connection_id")] long ConnectionId,
        [property: JsonPropertyName("provider_type")] string ProviderType,
        [property: JsonPropertyName("base_url")] string BaseUrl,
        [property: JsonPropertyName("auth_source")] string AuthSource,
        [property: JsonPropertyName("auth_present")] bool AuthPresent,
        [property: JsonPropertyName("discovery_ok")] bool DiscoveryOk,
        [property: JsonPropertyName("latency_ms")] int? LatencyMs,
        [property: JsonPropertyName("models")] IReadOnlyList<string> Models,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("hints")] IReadOnlyList<string> Hints);
}
