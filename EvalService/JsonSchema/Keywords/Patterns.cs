using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema.Keywords;

internal static class Patterns
{
    /// <exception cref="SchemaException">It is no regular expression.</exception>
    public static BoundedRegex Compile(string pattern, string location) =>
        EcmaPattern.TryCreate(pattern, out var error) ?? throw new SchemaException(location, $"'{pattern}' is not a regular expression: {error}");

    /// <exception cref="SchemaCostException">The pattern took too long.</exception>
    public static bool Matches(this BoundedRegex regex, SchemaEvaluation run, string text)
    {
        run.SpendOn(text.Length);
        var matches = regex.IsMatch(text);
        run.LookAtTheClock();
        return matches ?? throw new SchemaCostException();
    }
}
