using System.Security.Cryptography;
using System.Text.Json;

namespace Podium.EvalService.Suites.Seeding;

/// <summary>A suite that comes with Podium, in the form of an export.</summary>
/// <param name="Key">The name of its file, which never changes; it begins with <c>demo-</c> for the seed's three.</param>
internal sealed record SeedSuite(string Key, byte[] Content)
{
    private const string Folder = "Suites/Content/";
    private const string Extension = ".json";
    private const string Demo = "demo-";

    public bool IsDemo => Key.StartsWith(Demo, StringComparison.Ordinal);

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The seed's three last, so that they are the newest and stand first in the list.</summary>
    public static IReadOnlyList<SeedSuite> All()
    {
        var assembly = typeof(SeedSuite).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
                .Select(name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var content = new byte[stream.Length];
                    stream.ReadExactly(content);
                    return new SeedSuite(name[Folder.Length..^Extension.Length], content);
                })
                .OrderBy(suite => suite.IsDemo)
                .ThenByDescending(suite => suite.Key, StringComparer.Ordinal),
        ];
    }

    public SuiteDraft Read() => SuiteReader.Read(JsonSerializer.Deserialize<JsonElement>(Content), int.MaxValue);
}
