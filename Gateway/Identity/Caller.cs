using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Identity;

/// <summary>How the edge came to know a caller.</summary>
internal enum CallerMethod
{
    Anonymous,
    LocalOwner,
    ApiToken,
    HuggingFaceToken,
}

/// <summary>Who is asking, and how that was proven. The edge's own endpoints find it among the request's features.</summary>
internal sealed record Caller(PodiumUser User, CallerMethod Method)
{
    public static readonly Caller Anonymous = new(PodiumUser.Anonymous, CallerMethod.Anonymous);

    public static readonly Caller LocalOwner = new(new PodiumUser("local", "Local owner", Role.Admin), CallerMethod.LocalOwner);
}
