using Podium.EvalService.Checks.Parsing;
using Podium.TestKit;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

public class CheckDocumentTests
{
    [Fact]
    public void Every_typed_check_is_described()
    {
        var document = File.ReadAllText(Repository.PathTo("docs", "checks.md"));
        CheckCatalog.Names.Where(name => !document.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
