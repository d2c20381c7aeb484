using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Podium.ServiceDefaults.Data;

/// <summary>One numbered SQL script embedded in a module.</summary>
/// <param name="Checksum">SHA-256 of the text with line ends normalised, in hex.</param>
internal sealed partial record Migration(string Name, string Sql, string Checksum)
{
    /// <summary>The scripts <c>Migrations/NNNN_verb_object.sql</c> of <paramref name="assembly"/>, in order.</summary>
    public static IReadOnlyList<Migration> ReadAll(Assembly assembly)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: FileName().Match(resource)))
            .Where(found => found.Match.Success)
            .Select(found => Read(assembly, found.Resource, found.Match.Groups[1].Value))
            .OrderBy(migration => migration.Name, StringComparer.Ordinal)
            .ToList();

        var twice = migrations.GroupBy(m => m.Name[..4]).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? migrations
            : throw new InvalidOperationException($"Two migrations are numbered {twice.Key}: {string.Join(", ", twice.Select(m => m.Name))}.");
    }

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new Migration(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    // Podium.GenerationService.Migrations.0001_create_artifacts.sql
    [GeneratedRegex(@"\.Migrations\.(\d{4}_\w+)\.sql$")]
    private static partial Regex FileName();
}
