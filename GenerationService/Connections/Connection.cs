using System.Text.Json.Serialization;

namespace Podium.GenerationService.Connections;

/// <summary>A model server and how to sign in to it.</summary>
/// <param name="SealedKey">The stored key as an envelope, or null.</param>
internal sealed record Connection(
    long Id, string Name, string Type, string BaseUrl, string? KeyVariable, string? SealedKey, bool IsDemo, string OwnerId, DateTime CreatedAt, DateTime UpdatedAt)
{
    public ConnectionType Kind => ConnectionType.Of(Type);

    /// <summary>What a sealed key is bound to.</summary>
    public static string SecretOwner(long id) => $"connection/{id}";

    // Not even a sealed key belongs into a log.
    public override string ToString() => $"connection {Id} ({Type})";
}

/// <summary>A connection as it is answered: never with its key.</summary>
internal sealed record ConnectionResponse(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("base_url")] string BaseUrl,
    [property: JsonPropertyName("api_key_env_var")] string? ApiKeyEnvVar,
    [property: JsonPropertyName("has_stored_api_key")] bool HasStoredApiKey,
    [property: JsonPropertyName("is_demo")] bool IsDemo,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt)
{
    public static ConnectionResponse From(Connection connection) => new(
        connection.Id,
        connection.Name,
        connection.Type,
        connection.BaseUrl,
        connection.KeyVariable,
        connection.SealedKey is not null,
        connection.IsDemo,
        NaiveUtc.Text(connection.CreatedAt),
        NaiveUtc.Text(connection.UpdatedAt));
}

internal sealed record DeletedResponse([property: JsonPropertyName("status")] string Status)
{
    public static readonly DeletedResponse Deleted = new("deleted");
}
