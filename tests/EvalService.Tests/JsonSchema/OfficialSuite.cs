using System.Text.Json;

namespace Podium.EvalService.Tests.JsonSchema;

/// <summary>
/// The JSON-Schema-Test-Suite, where a machine has it: a checkout named by JSON_SCHEMA_TEST_SUITE (drafts 7 and 2020-12), or Debian's package
/// of it (draft 7, of 2018), which ./test installs.
/// </summary>
internal static class OfficialSuite
{
    public const string Variable = "JSON_SCHEMA_TEST_SUITE";
    private const string Remotes = "http://localhost:1234/";

    private static readonly string[] Places = [Environment.GetEnvironmentVariable(Variable) ?? "", "/usr/share/json-schema-test-suite"];

    public static string? Folder(string draft) =>
        Places.Where(place => place.Length > 0).Select(place => Path.Combine(place, "tests", draft)).FirstOrDefault(Directory.Exists);

    public static IEnumerable<(string Name, JsonElement Schema, JsonElement Data, bool Valid)> Required(string draft)
    {
        foreach (var file in Directory.EnumerateFiles(Folder(draft)!, "*.json").Order())
        {
            foreach (var group in Read(file).EnumerateArray())
            {
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    var name = $"{Path.GetFileNameWithoutExtension(file)}: {group.GetProperty("description")}: {test.GetProperty("description")}";
                    yield return (name, group.GetProperty("schema"), test.GetProperty("data"), test.GetProperty("valid").GetBoolean());
                }
            }
        }
    }

    public static Func<string, JsonElement?> DocumentsOf(string draft) => uri =>
    {
        var file = Path.Combine(Folder(draft)!, "../../remotes", uri.StartsWith(Remotes, StringComparison.Ordinal) ? uri[Remotes.Length..] : "none");
        return File.Exists(file) ? Read(file) : null;
    };

    private static JsonElement Read(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file));
}
