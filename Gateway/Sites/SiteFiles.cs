using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Podium.Gateway.Sites;

/// <summary>
/// The built site, listed once at start: a request costs a look-up instead of questions to the file system, and no path of a request ever
/// reaches it.
/// </summary>
internal sealed partial class SiteFiles
{
    private const int MaxFiles = 20_000;
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Revalidate = "no-cache";

    private static readonly (string Encoding, string Extension)[] _compressed = [("br", ".br"), ("gzip", ".gz")];
    private static readonly FileExtensionContentTypeProvider _types = new() { Mappings = { [".webmanifest"] = "application/manifest+json" } };

    private readonly FrozenDictionary<string, SiteFile> _files;

    public SiteFiles(IOptions<SiteOptions> options, IHostEnvironment environment, ILogger<SiteFiles> logger)
    {
        var root = Path.GetFullPath(options.Value.Root, environment.ContentRootPath);
        _files = Directory.Exists(root) ? List(root) : FrozenDictionary<string, SiteFile>.Empty;
        Index = _files.GetValueOrDefault("/index.html");
        InlineScripts = Index is null ? [] : HashInlineScripts(File.ReadAllText(Path.Combine(root, "index.html")));
        if (Index is null)
        {
            LogNoSite(logger, root);
        }
    }

    /// <summary>The page that every client-side route starts from; null if the site is not built.</summary>
    public SiteFile? Index { get; }

    /// <summary>CSP sources of the scripts inside the index page.</summary>
    public IReadOnlyList<string> InlineScripts { get; }

    /// <summary>The file at a request path.</summary>
    public SiteFile? Find(string path) => _files.GetValueOrDefault(path);

    private static FrozenDictionary<string, SiteFile> List(string root)
        => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => !_compressed.Any(c => path.EndsWith(c.Extension, StringComparison.Ordinal)))
            .Take(MaxFiles)
            .ToFrozenDictionary(path => "/" + Path.GetRelativePath(root, path).Replace('\\', '/'), path => Describe(root, path), StringComparer.Ordinal);

    private static SiteFile Describe(string root, string path)
    {
        var file = new FileInfo(path);
        var variants = _compressed
            .Select(c => (c.Encoding, File: new FileInfo(path + c.Extension)))
            .Where(c => c.File.Exists && c.File.Length < file.Length)
            .Select(c => (c.Encoding, c.File.FullName, c.File.Length));
        var hashed = Path.GetRelativePath(root, path).StartsWith("assets", StringComparison.Ordinal) && HashedName().IsMatch(file.Name);
        return new SiteFile(
            _types.TryGetContentType(path, out var type) ? WithCharset(type) : "application/octet-stream",
            $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"",
            hashed ? Immutable : Revalidate,
            [.. variants, ("", file.FullName, file.Length)]);
    }

    private static string WithCharset(string type)
        => type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "application/javascript" ? type + "; charset=utf-8" : type;

    private static string[] HashInlineScripts(string html)
        => [.. InlineScript().Matches(html).Select(m => $"'sha256-{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(m.Groups[1].Value)))}'")];

    // index-DiwrgTda.js, geist-latin-wght-normal-BgDaEnEv.woff2
    [GeneratedRegex(@"-[A-Za-z0-9_\-]{8,}\.\w+$")]
    private static partial Regex HashedName();

    // <script>document.documentElement.dataset.theme = …</script>, but not <script src=…>
    [GeneratedRegex(@"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no built site in {Root}: only the API is served")]
    private static partial void LogNoSite(ILogger logger, string root);
}
