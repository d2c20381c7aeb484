using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>One schema, compiled: its keywords in the order in which they have to be asked.</summary>
internal sealed class SchemaNode(JsonElement schema, SchemaResource resource, string pointer)
{
    public JsonElement Schema { get; } = schema;

    public SchemaResource Resource { get; } = resource;

    public string Pointer { get; } = pointer;

    /// <summary>Empty for <c>true</c> and <c>{}</c>.</summary>
    public IReadOnlyList<IKeyword> Keywords { get; set; } = [];

    /// <summary>Whether a keyword here asks which parts of the value its neighbours looked at.</summary>
    public bool AsksForEvaluated { get; set; }

    /// <param name="outer">Takes up which parts of the value were looked at, if the value is valid and anybody asks.</param>
    public bool Evaluate(SchemaEvaluation run, JsonElement value, ValuePath path, EvaluatedParts? outer)
    {
        using var visit = run.Enter(Resource);
        var parts = outer is not null || AsksForEvaluated ? new EvaluatedParts() : null;
        var valid = true;
        foreach (var keyword in Keywords)
        {
            if (!keyword.Evaluate(run, value, path, parts))
            {
                valid = false;
                if (run.IsQuiet)
                {
                    break;
                }
            }
        }

        if (valid && parts is not null && outer is not null)
        {
            run.SpendOn(parts.Count);
            outer.Add(parts);
        }

        return valid;
    }
}
