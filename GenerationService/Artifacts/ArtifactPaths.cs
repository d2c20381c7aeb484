using System.Security.Cryptography;
using System.Text;

namespace Podium.GenerationService.Artifacts;

/// <summary>The path an artifact of a model has in exports and in the contract of <c>POST /api/artifacts</c>. No such file need exist.</summary>
internal static class ArtifactPaths
{
    private const int MaxReadableLength = 56;

    /// <summary><c>data/artifacts/{slug}/index.html</c>.</summary>
    public static string Of(string modelId) => $"data/artifacts/{Slug(modelId)}/index.html";

    /// <summary>
    /// The lower-cased id with everything but ASCII letters and digits as <c>-</c>, cut to 56 characters, and 8 hex digits of the id's SHA-1:
    /// <c>A/b</c> and <c>a-b</c> read alike and differ in the hash. The result is a safe file name whatever the id was.
    /// </summary>
    public static string Slug(string modelId)
    {
        var readable = new StringBuilder(MaxReadableLength);
        foreach (var c in modelId.AsSpan(0, Math.Min(modelId.Length, MaxReadableLength)))
        {
            var lower = char.ToLowerInvariant(c);
            readable.Append(char.IsAsciiLetterOrDigit(lower) ? lower : '-');
        }

        // SHA-1 names, it does not protect: clients of the contract compute the same path.
        var hash = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(modelId)).AsSpan(0, 4));
        return $"{readable}-{hash}";
    }
}
