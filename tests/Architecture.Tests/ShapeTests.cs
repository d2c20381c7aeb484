using System.Reflection;
using System.Text.RegularExpressions;
using Podium.EvalService;
using Podium.Gateway;
using Podium.GenerationService;

namespace Podium.Architecture.Tests;

/// <summary>Modules look alike, and do not know which shape they run in.</summary>
public sealed partial class ShapeTests
{
    private static readonly Assembly[] _modules = [typeof(GenerationModule).Assembly, typeof(EvalModule).Assembly, typeof(EdgeModule).Assembly];

    [Fact]
    public void A_module_shows_its_module_class_and_nothing_else()
    {
        foreach (var assembly in _modules)
        {
            assembly.GetExportedTypes()
                .Where(type => type.Namespace?.StartsWith("Podium.", StringComparison.Ordinal) == true && !IsGenerated(type))
                .Where(type => !type.Name.EndsWith("Module", StringComparison.Ordinal) && type.Name != "Program")
                .Select(type => type.FullName)
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void Only_the_single_process_knows_that_it_is_one()
    {
        var rooms = SourceTree.Services.Where(SourceTree.Exists).Concat(["Gateway", "ServiceDefaults", "compat"]);

        rooms.SelectMany(room => SourceTree.Files(room, "*.cs").Concat(SourceTree.Files(room, "*.csproj")))
            .SelectMany(path => SourceTree.Read(path).Split('\n').Where(line => ShapeWords().IsMatch(line)).Select(line => $"{path}: {line.Trim()}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Files_are_small_named_after_their_folder_and_without_banners()
    {
        foreach (var path in SourceTree.ProductFiles())
        {
            var text = SourceTree.Read(path);

            text.Split('\n').Length.ShouldBeLessThan(400, path);
            text.ShouldNotContain("#region", Case.Sensitive, path);
            Unfinished().IsMatch(text).ShouldBeFalse($"{path} has unfinished work");

            // The real gRPC contexts throw this from their virtual members, and so do the stand-in's.
            (text.Contains("NotImplementedException", StringComparison.Ordinal) && !path.StartsWith("compat/", StringComparison.Ordinal)).ShouldBeFalse(path);
        }
    }

    [Fact]
    public void Nothing_is_called_manager_helper_or_util() =>
        SourceTree.ProductFiles().Where(path => JunkDrawer().IsMatch(Path.GetFileNameWithoutExtension(path))).ShouldBeEmpty();

    [Fact]
    public void The_site_loads_nothing_from_elsewhere()
    {
        var index = SourceTree.Read("Web/index.html");
        ForeignSource().Matches(index).Select(m => m.Value).ShouldBeEmpty();

        SourceTree.Files("Web/src", "*.css").SelectMany(path => ForeignCss().Matches(SourceTree.Read(path)).Select(m => $"{path}: {m.Value}")).ShouldBeEmpty();
        SourceTree.Files("Web/src", "*.ts*").SelectMany(path => ForeignCall().Matches(SourceTree.Read(path)).Select(m => $"{path}: {m.Value}")).ShouldBeEmpty();
    }

    private static bool IsGenerated(Type type) =>
        type.Namespace!.Contains(".V1", StringComparison.Ordinal) || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null;

    // EmbeddedResource is the build's word for something else.
    [GeneratedRegex(@"\bstandalone\b|\bembedded\s*postgres", RegexOptions.IgnoreCase)]
    private static partial Regex ShapeWords();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utilities|Impl|Common|Misc)$")]
    private static partial Regex JunkDrawer();

    [GeneratedRegex(@"(src|href)\s*=\s*""(https?:)?//[^""]*""")]
    private static partial Regex ForeignSource();

    [GeneratedRegex(@"(@import|url\()\s*['""]?(https?:)?//[^'"")]*")]
    private static partial Regex ForeignCss();

    [GeneratedRegex(@"(fetch|EventSource|import)\(\s*['""`]https?://[^'""`]*")]
    private static partial Regex ForeignCall();
}
