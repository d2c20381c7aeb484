namespace Podium.EvalService.JsonSchema;

/// <param name="Errors">The first of them, outermost first; empty when valid.</param>
/// <param name="TooCostly">Given up: the schema asks for more work than one check may cost. Not valid then.</param>
internal sealed record SchemaVerdict(bool IsValid, IReadOnlyList<SchemaError> Errors, bool TooCostly = false);

/// <param name="InstanceLocation">A JSON pointer to the value at fault.</param>
/// <param name="SchemaLocation">A JSON pointer to what it does not meet, inside its schema resource.</param>
internal sealed record SchemaError(string InstanceLocation, string SchemaLocation, string Message)
{
    public override string ToString() => InstanceLocation.Length == 0 ? Message : $"{InstanceLocation}: {Message}";
}
