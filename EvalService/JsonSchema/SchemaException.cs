namespace Podium.EvalService.JsonSchema;

/// <summary>A schema that cannot be meant so.</summary>
/// <param name="location">A JSON pointer into the schema; empty: the whole of it.</param>
internal sealed class SchemaException(string location, string message) : Exception(location.Length == 0 ? message : $"{message} (at {location})")
{
    public string Location { get; } = location;
}

/// <summary>A value or a schema asks for more work than one check may cost.</summary>
internal sealed class SchemaCostException : Exception;
