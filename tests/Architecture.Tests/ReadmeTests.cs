using System.Text;
using Podium.TestKit;

namespace Podium.Architecture.Tests;

public sealed class ReadmeTests(ComposedHost host) : IClassFixture<ComposedHost>
{
    private const string Start = "<!-- configuration -->";
    private const string End = "<!-- /configuration -->";

    /// <summary>With <c>PODIUM_UPDATE=1</c> this writes the table instead.</summary>
    [Fact]
    public void The_configuration_table_is_what_the_options_say()
    {
        var path = Repository.PathTo("README.md");
        var readme = File.ReadAllText(path);
        var from = readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = readme.IndexOf(End, StringComparison.Ordinal);
        from.ShouldBeLessThan(to);
        if (Environment.GetEnvironmentVariable("PODIUM_UPDATE") == "1")
        {
            File.WriteAllText(path, readme[..from] + "\n" + Table() + readme[to..]);
            return;
        }

        readme[from..to].Trim().ShouldBe(Table().Trim());
    }

    [Fact]
    public void Every_option_says_what_it_does() =>
        host.Options.Keys().Where(key => key.Description.Length == 0).Select(key => key.Key).ShouldBeEmpty();

    [Fact]
    public void Every_room_has_a_row()
    {
        var readme = File.ReadAllText(Repository.PathTo("README.md"));
        var rooms = Directory.EnumerateDirectories(Repository.Root).Select(Path.GetFileName).Where(name => !name!.StartsWith('.') && name is not "artifacts" and not "node_modules");
        rooms.Where(room => !readme.Contains($"| `{room}/`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private string Table()
    {
        var table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
        foreach (var key in host.Options.Keys())
        {
            table.Append($"| `{key.Key}` | {(key.Default.Length == 0 ? "" : $"`{key.Default}`")} | {key.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.ToString();
    }
}
