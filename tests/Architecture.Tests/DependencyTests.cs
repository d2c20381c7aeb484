using System.Xml.Linq;

namespace Podium.Architecture.Tests;

/// <summary>Dependencies point one way: hosts, modules, ServiceDefaults, compat.</summary>
public sealed class DependencyTests
{
    private static readonly string[] _compat = ["compat"];
    private static readonly string[] _defaults = ["ServiceDefaults", "compat"];

    [Fact]
    public void No_service_references_another_project_than_the_service_defaults()
    {
        foreach (var module in SourceTree.Services.Where(SourceTree.Exists).Append("Gateway"))
        {
            References(module).Except(_defaults).ShouldBeEmpty($"{module} may reference ServiceDefaults and stand-ins alone; only .proto files cross.");
        }
    }

    [Fact]
    public void The_service_defaults_and_the_stand_ins_know_nothing_of_podium()
    {
        References("ServiceDefaults").Except(_compat).ShouldBeEmpty();
        References("compat").Except(_compat).ShouldBeEmpty();
        SourceTree.Files("compat", "*.cs").Where(path => SourceTree.Read(path).Contains("Podium", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = SourceTree.Read("Podium.slnx");

        SourceTree.Files(".", "*.csproj").Where(path => !solution.Contains(path, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>The first folder of each referenced project.</summary>
    private static IEnumerable<string> References(string folder) =>
        from project in SourceTree.Files(folder, "*.csproj")
        from element in XDocument.Parse(SourceTree.Read(project)).Descendants()
        where element.Name.LocalName is "ProjectReference" or "StandInPackage"
        let target = element.Attribute("Include")!.Value
        select element.Name.LocalName == "StandInPackage" ? "compat"
            : Path.GetFullPath(target, Path.GetFullPath(Path.GetDirectoryName(project)!, "/repository"))["/repository/".Length..].Split('/')[0];
}
