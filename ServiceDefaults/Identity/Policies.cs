namespace Podium.ServiceDefaults.Identity;

/// <summary>The three policies; every endpoint of every service names one of them.</summary>
public static class Policies
{
    /// <summary>May read. Includes people without an account where <c>Identity:PublicRead</c> is on.</summary>
    public const string Viewer = "viewer";

    /// <summary>May create, run, and change what is their own.</summary>
    public const string Member = "member";

    /// <summary>May change what is everybody's.</summary>
    public const string Admin = "admin";
}

/// <summary>In ascending order: each includes the one before.</summary>
public enum Role
{
    Viewer,
    Member,
    Admin,
}

/// <summary>Who is asking.</summary>
/// <param name="Id">Stable across sessions: <c>local</c>, <c>hf:{sub}</c>, or <c>anonymous</c>.</param>
public sealed record PodiumUser(string Id, string Name, Role Role)
{
    public static readonly PodiumUser Anonymous = new("anonymous", "Anonymous", Role.Viewer);

    public bool IsAnonymous => Id == Anonymous.Id;
}
