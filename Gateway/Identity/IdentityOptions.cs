using System.ComponentModel;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

internal sealed class IdentityOptions
{
    public const string SectionName = "Identity";

    [Description("People without an account may read")]
    public bool PublicRead { get; set; }

    [Description("Ids of the people who are admins, for example hf:64af21…; as environment variables Identity__Admins__0, …")]
    public IList<string> Admins { get; } = [];

    [Description("Role of a verified Hugging Face account that is no admin: viewer or member")]
    public Role HuggingFaceRole { get; set; } = Role.Member;

    [Description("OAuth client of this installation; once set there is no local owner any more")]
    public string? OAuthClientId { get; set; }
}
