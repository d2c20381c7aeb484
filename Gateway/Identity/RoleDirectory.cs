using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

/// <summary>The role of each known person.</summary>
internal sealed class RoleDirectory(IOptions<IdentityOptions> options)
{
    private readonly FrozenSet<string> _admins = options.Value.Admins.ToFrozenSet(StringComparer.Ordinal);

    public Role RoleOf(string userId)
        => userId == Caller.LocalOwner.User.Id || _admins.Contains(userId) ? Role.Admin : options.Value.HuggingFaceRole;
}
