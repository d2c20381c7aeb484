using System.Xml.Linq;
using Podium.TestKit;

namespace Podium.Architecture.Tests;

public sealed class ProjectTests
{
    private static readonly string[] Services = ["Gateway", "GenerationService"];

    [Fact]
    public void A_service_references_only_the_service_defaults()
    {
        foreach (var service in Services)
        {
            References(service).ShouldBe(["ServiceDefaults"], service);
        }
    }

    [Fact]
    public void The_service_defaults_reference_no_project() => References("ServiceDefaults").ShouldBeEmpty();

    [Fact]
    public void A_stand_in_holds_nothing_of_Podium()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repository.PathTo("compat")))
        {
            References(Path.GetRelativePath(Repository.Root, folder)).ShouldBeEmpty(folder);
            Sources(folder).Where(file => File.ReadAllText(file).Contains("Podium", StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_service_shows_the_world_its_module_and_nothing_else()
    {
        foreach (var assembly in new[] { typeof(Gateway.EdgeModule).Assembly, typeof(GenerationService.GenerationModule).Assembly })
        {
            assembly.GetExportedTypes().Where(type => type.Namespace is not null).Select(type => type.Name).ShouldAllBe(name => name.EndsWith("Module"));
        }
    }

    [Fact]
    public void Only_the_one_process_host_knows_that_there_is_one()
    {
        var rooms = Services.Append("ServiceDefaults").SelectMany(room => Sources(Repository.PathTo(room)));
        var telling = rooms.Where(file => File.ReadAllText(file) is var text
            && (text.Contains("standalone", StringComparison.OrdinalIgnoreCase) || text.Contains("EmbeddedPostgres", StringComparison.OrdinalIgnoreCase)));
        telling.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment_and_nothing_is_folded_away()
    {
        var sources = Services.Concat(["ServiceDefaults", "Standalone", "compat", "tests", "benchmarks"]).SelectMany(room => Sources(Repository.PathTo(room)));
        var marked = sources.Where(file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal) || line.Contains("// TODO", StringComparison.Ordinal)));
        marked.Where(file => !file.EndsWith("ProjectTests.cs", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_source_file_stays_small_enough_to_read()
    {
        var sources = Services.Concat(["ServiceDefaults", "Standalone"]).SelectMany(room => Sources(Repository.PathTo(room)));
        sources.Where(file => File.ReadLines(file).Count() > 400).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> References(string room)
    {
        var project = Directory.EnumerateFiles(Repository.PathTo(room), "*.csproj").Single();
        return [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));
}
