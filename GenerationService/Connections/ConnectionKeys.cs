using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Secrets;

namespace Podium.GenerationService.Connections;

/// <summary>Seals the keys of connections, and finds the key of one: the stored one, else the environment's, else none.</summary>
internal sealed class ConnectionKeys(SecretKey secret, IConfiguration configuration, IOptions<GarageOptions> options) : IDisposable
{
    private readonly SecretEnvelope _envelope = new(secret.Derive("connections"));

    public string Seal(long connectionId, string key) => _envelope.Seal(key, Connection.SecretOwner(connectionId));

    public ConnectionKey Resolve(Connection connection)
    {
        if (connection.SealedKey is { } sealedKey)
        {
            return _envelope.TryOpen(sealedKey, Connection.SecretOwner(connection.Id), out var key)
                ? new ConnectionKey(ConnectionKey.Stored, key, null)
                : new ConnectionKey(ConnectionKey.Stored, null, "The stored key cannot be read: PODIUM_SECRET_KEY is not the one it was saved with. Save the key again.");
        }

        if (connection.KeyVariable is not { } name)
        {
            return new ConnectionKey(ConnectionKey.None, null, null);
        }

        // The list may have become shorter since the connection was saved.
        return !options.Value.AllowsVariable(name)
            ? new ConnectionKey(ConnectionKey.None, null, $"The environment variable {name} is not among those that connections may use (Generation:Garage:KeyVariables).")
            : configuration[name] is { } value && !string.IsNullOrWhiteSpace(value)
                ? new ConnectionKey(ConnectionKey.Environment, value.Trim(), null)
                : new ConnectionKey(ConnectionKey.None, null, null);
    }

    public void Dispose() => _envelope.Dispose();
}

/// <param name="Source">As the contract calls it: <c>encrypted_db</c>, <c>env_var</c> or <c>none</c>.</param>
/// <param name="Problem">Why a key that should be there is not; null when all is well, or none is wanted.</param>
internal sealed record ConnectionKey(string Source, string? Value, string? Problem)
{
    public const string Stored = "encrypted_db";
    public const string Environment = "env_var";
    public const string None = "none";

    public override string ToString() => $"key from {Source}";
}
