using System.IO.Compression;
using System.Text.Json;
using Podium.TestKit;

namespace Podium.EvalService.Tests.Standards;

/// <summary>One of the archives in this folder; see its README.</summary>
internal sealed class TestArchive(string name) : IDisposable
{
    private readonly ZipArchive _archive = ZipFile.OpenRead(Repository.PathTo("tests", "EvalService.Tests", "Standards", name));

    public IEnumerable<string> Files(string folder) =>
        _archive.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith($"{folder}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <returns>Null when there is no such file.</returns>
    public JsonElement? Read(string file)
    {
        if (_archive.GetEntry(file) is not { } entry)
        {
            return null;
        }

        using var content = entry.Open();
        return JsonSerializer.Deserialize<JsonElement>(content);
    }

    public void Dispose() => _archive.Dispose();
}
