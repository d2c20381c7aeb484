using System.Net;
using System.Net.Sockets;

namespace Podium.ServiceDefaults.Outbound;

/// <summary>The special-purpose addresses of the IANA registries, in the three classes that matter to an outbound call.</summary>
public static class AddressRules
{
    /// <summary>What an outbound call may do with an address.</summary>
    public enum Kind
    {
        /// <summary>Globally reachable.</summary>
        Public,

        /// <summary>Loopback or a private network: allowed when the operator says so.</summary>
        Private,

        /// <summary>Never a legitimate target: link-local (where clouds answer with credentials), multicast, reserved, unspecified.</summary>
        Refused,
    }

    private static readonly (IPNetwork Network, Kind Kind)[] _rules =
    [
        (IPNetwork.Parse("127.0.0.0/8"), Kind.Private),
        (IPNetwork.Parse("10.0.0.0/8"), Kind.Private),
        (IPNetwork.Parse("172.16.0.0/12"), Kind.Private),
        (IPNetwork.Parse("192.168.0.0/16"), Kind.Private),
        (IPNetwork.Parse("100.100.100.200/32"), Kind.Refused), // metadata of Alibaba Cloud, inside the shared range
        (IPNetwork.Parse("100.64.0.0/10"), Kind.Private),      // carrier and overlay networks
        (IPNetwork.Parse("0.0.0.0/8"), Kind.Refused),
        (IPNetwork.Parse("169.254.0.0/16"), Kind.Refused),
        (IPNetwork.Parse("192.0.0.0/24"), Kind.Refused),       // holds 192.0.0.192, metadata of Oracle Cloud
        (IPNetwork.Parse("192.0.2.0/24"), Kind.Refused),
        (IPNetwork.Parse("198.18.0.0/15"), Kind.Refused),
        (IPNetwork.Parse("198.51.100.0/24"), Kind.Refused),
        (IPNetwork.Parse("203.0.113.0/24"), Kind.Refused),
        (IPNetwork.Parse("224.0.0.0/3"), Kind.Refused),        // multicast, reserved, broadcast
        (IPNetwork.Parse("fd00:ec2::254/128"), Kind.Refused),  // metadata of EC2, inside the unique local range
        (IPNetwork.Parse("::1/128"), Kind.Private),
        (IPNetwork.Parse("fc00::/7"), Kind.Private),
        (IPNetwork.Parse("2001:db8::/32"), Kind.Refused),
        (IPNetwork.Parse("2000::/3"), Kind.Public),
        (IPNetwork.Parse("::/0"), Kind.Refused),               // link-local, site-local, multicast, unspecified, and all not yet assigned
    ];

    /// <summary>The class of an address; one inside another (IPv4-mapped, NAT64, 6to4) counts as the inner one.</summary>
    public static Kind Of(IPAddress address)
    {
        address = Unwrap(address);
        foreach (var (network, kind) in _rules)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }

        return Kind.Public;
    }

    /// <summary>The IPv4 address inside an IPv4-mapped, NAT64 (64:ff9b::/96) or 6to4 (2002::/16) one, which reaches the same host.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return bytes switch
        {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ..] => new IPAddress(bytes[12..]),
            [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] => new IPAddress(bytes[12..]),
            [0x20, 0x02, ..] => new IPAddress(bytes[2..6]),
            _ => address,
        };
    }
}
