using System.Globalization;
using Podium.Generation.V1;
using Podium.GenerationService.Connections;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Errors;
using Connection = Podium.GenerationService.Connections.Connection;

namespace Podium.GenerationService.Grpc;

/// <summary>Completions by a stored connection. A change of it counts from the next one on.</summary>
internal sealed class ConnectionCalls(ConnectionsInUse connections, ConnectionEndpoints endpoints, ConnectionGates gates)
{
    /// <exception cref="NotFoundException">There is no such connection.</exception>
    /// <exception cref="ConflictException">Its key cannot be read.</exception>
    /// <exception cref="InvalidInputException">The request brings an address or a key of its own.</exception>
    public async Task<ConnectionCall> PrepareAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        if (request.BaseUrl.Length > 0 || request.ApiKey.Length > 0)
        {
            throw new InvalidInputException("connection_id", "A connection brings its own address and key.");
        }

        var chat = CompletionMessages.ToChat(request, cap: null);
        var (connection, setting) = await connections.GetAsync(request.ConnectionId, cancellationToken);
        var endpoint = endpoints.Of(connection);
        var attempt = new AttemptCall(chat, endpoint, new PlannedAttempt(request.Model, endpoint.Provider), endpoint.Wire == WireFormat.Demo, TimeSpan.Zero);
        return new ConnectionCall(connection, setting, attempt);
    }

    /// <exception cref="RateLimitedException">Too many wait already.</exception>
    public ConnectionPlace Enter(ConnectionCall call) => gates.Enter(call.Connection.Id, call.Connection.Type, call.Setting.MaxInFlight);

    /// <summary>Worth another try: the next answer may be shorter, or the server less busy.</summary>
    public static ProviderFailure OutOfTime(TimeSpan limit) => new(
        504,
        "connection.timeout",
        string.Create(CultureInfo.InvariantCulture, $"The answer was not complete after {limit.TotalMilliseconds:0} ms, which is all the time that connections of this type have."),
        Retryable: true);
}

internal sealed record ConnectionCall(Connection Connection, ProviderSetting Setting, AttemptCall Attempt)
{
    public int TimeoutMs => Setting.TimeoutMs;
}
