using Xunit;

namespace Podium.EvalService.Tests.JsonSchema;

/// <summary>Skipped, with a reason, where the draft's tests are not on the machine; in CI, which installs those of draft 7, these fail then.</summary>
internal sealed class OfficialSuiteFactAttribute : FactAttribute
{
    public OfficialSuiteFactAttribute(string draft)
    {
        var installed = draft == "draft7" && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        if (!installed && OfficialSuite.Folder(draft) is null)
        {
            Skip = $"The JSON-Schema-Test-Suite's {draft} is not here: set {OfficialSuite.Variable} to a checkout of it.";
        }
    }
}
