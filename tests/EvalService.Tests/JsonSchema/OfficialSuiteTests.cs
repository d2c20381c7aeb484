using Podium.EvalService.JsonSchema;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.JsonSchema;

public class OfficialSuiteTests
{
    [Fact]
    public void The_required_tests_of_draft_7_pass() => Failures("draft7", SchemaDialect.Draft7).ShouldBeEmpty();

    [Fact]
    public void The_required_tests_of_draft_2020_12_pass() => Failures("draft2020-12", SchemaDialect.Draft202012).ShouldBeEmpty();

    private static List<string> Failures(string draft, SchemaDialect dialect)
    {
        using var suite = new OfficialSuite(draft);
        var failures = new List<string>();
        var count = 0;
        foreach (var (name, schema, data, valid) in suite.Required())
        {
            count++;
            try
            {
                var verdict = CompiledSchema.Compile(schema, dialect, suite.Remote).Validate(data);
                if (verdict.IsValid != valid || verdict.TooCostly)
                {
                    failures.Add(name);
                }
            }
            catch (SchemaException error)
            {
                failures.Add($"{name}: {error.Message}");
            }
        }

        count.ShouldBeGreaterThan(900);
        return failures;
    }
}
