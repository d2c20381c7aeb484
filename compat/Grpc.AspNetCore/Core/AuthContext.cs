using System.Text;

namespace Grpc.Core;

/// <summary>What the transport proved about the peer (a client certificate); empty on a plaintext connection.</summary>
public class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    public bool IsPeerAuthenticated => peerIdentityPropertyName is not null;

    public string? PeerIdentityPropertyName => peerIdentityPropertyName;

    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(values => values);

    public IEnumerable<AuthProperty> PeerIdentity =>
        peerIdentityPropertyName is null ? [] : FindPropertiesByName(peerIdentityPropertyName);

    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) => properties.GetValueOrDefault(propertyName) ?? [];
}

/// <summary>One named fact of an <see cref="AuthContext"/>.</summary>
public class AuthProperty
{
    private AuthProperty(string name, byte[] valueBytes) => (Name, ValueBytes) = (name, valueBytes);

    public string Name { get; }

    public string Value => Encoding.UTF8.GetString(ValueBytes);

    public byte[] ValueBytes { get; }

    public static AuthProperty Create(string name, byte[] valueBytes) => new(name, [.. valueBytes]);
}
