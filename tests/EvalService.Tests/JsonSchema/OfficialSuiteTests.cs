using Podium.EvalService.JsonSchema;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.JsonSchema;

public class OfficialSuiteTests
{
    [OfficialSuiteFact("draft7")]
    public void The_required_tests_of_draft_7_pass() => Failures("draft7", SchemaDialect.Draft7).ShouldBeEmpty();

    [OfficialSuiteFact("draft2020-12")]
    public void The_required_tests_of_draft_2020_12_pass() => Failures("draft2020-12", SchemaDialect.Draft202012).ShouldBeEmpty();

    private static List<string> Failures(string draft, SchemaDialect dialect)
    {
        var failures = new List<string>();
        var documents = OfficialSuite.DocumentsOf(draft);
        var count = 0;
        foreach (var (name, schema, data, valid) in OfficialSuite.Required(draft))
        {
            count++;
            try
            {
                var verdict = CompiledSchema.Compile(schema, dialect, documents).Validate(data);
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

        count.ShouldBeGreaterThan(200);
        return failures;
    }
}
