namespace Podium.Gateway.Sites;

/// <summary>One file of the site as it can be sent.</summary>
/// <param name="Variants">The file and its precompressed forms, best first; the encoding is empty for the file itself.</param>
internal sealed record SiteFile(string ContentType, string ETag, string CacheControl, IReadOnlyList<(string Encoding, string Path, long Length)> Variants);
