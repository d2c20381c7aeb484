using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Connections;

/// <summary>What must hold for a connection as a whole before it is saved.</summary>
internal sealed class ConnectionRules(ConnectionEndpoints endpoints, OutboundGuard guard, IOptions<GarageOptions> options)
{
    /// <param name="connection">As it is about to be saved.</param>
    /// <exception cref="InvalidFieldsException">A field that cannot be meant so.</exception>
    /// <exception cref="ForbiddenException">The server's key would go to an address that is not its provider's.</exception>
    public async ValueTask CheckAsync(Connection connection, PodiumUser user, CancellationToken cancellationToken)
    {
        var provider = endpoints.Provider(connection.Kind);
        Uri address;
        try
        {
            address = ConnectionAddress.Parse(provider, connection.BaseUrl);

            // Whether a name may be called is told when it is: it need not exist yet.
            if (!provider.IsDemo && ConnectionAddress.IsLiteral(address) && !endpoints.IsOwn(provider, address))
            {
                await guard.CheckAsync(address, cancellationToken, "base_url");
            }
        }
        catch (InvalidInputException e)
        {
            throw Invalid("base_url", e.Message);
        }

        if (connection.KeyVariable is not { } name)
        {
            return;
        }

        if (!options.Value.AllowsVariable(name))
        {
            throw Invalid("api_key_env_var", $"{name} is not among the environment variables that connections may use (Generation:Garage:KeyVariables).");
        }

        if (user.Role < Role.Admin && !endpoints.IsOwn(provider, address))
        {
            throw new ForbiddenException("A key of the server may go to its provider's own address only, unless an admin says otherwise.", "connection.key_variable");
        }
    }

    private static InvalidFieldsException Invalid(string field, string message) => new([new InvalidField("body", field, message)]);
}
