using System.Text.Json;
using Podium.EvalService.Tests.Standards;

namespace Podium.EvalService.Tests.JsonSchema;

/// <summary>The required tests of one draft of the JSON-Schema-Test-Suite.</summary>
internal sealed class OfficialSuite(string draft) : IDisposable
{
    private const string Remotes = "http://localhost:1234/";

    private readonly TestArchive _archive = new("json-schema-test-suite.zip");

    public IEnumerable<(string Name, JsonElement Schema, JsonElement Data, bool Valid)> Required()
    {
        foreach (var file in _archive.Files($"tests/{draft}"))
        {
            foreach (var group in _archive.Read(file)!.Value.EnumerateArray())
            {
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    var name = $"{Path.GetFileNameWithoutExtension(file)}: {group.GetProperty("description")}: {test.GetProperty("description")}";
                    yield return (name, group.GetProperty("schema"), test.GetProperty("data"), test.GetProperty("valid").GetBoolean());
                }
            }
        }
    }

    /// <summary>Schemas that the suite expects to be served on a machine's own port.</summary>
    public JsonElement? Remote(string uri) => uri.StartsWith(Remotes, StringComparison.Ordinal) ? _archive.Read($"remotes/{uri[Remotes.Length..]}") : null;

    public void Dispose() => _archive.Dispose();
}
