using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>One keyword of a schema, or several that only mean something together.</summary>
internal interface IKeyword
{
    /// <param name="parts">Where to note which parts of the value were looked at; null when nobody asks.</param>
    bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? parts);
}
