using System.Runtime.CompilerServices;
using Podium.EvalService.Checks;

namespace Podium.EvalService.JsonSchema;

/// <summary>One value against one schema: errors, the schemas entered on the way, and how much work is left.</summary>
internal sealed class SchemaEvaluation(CheckTime? time = null)
{
    private const int MostErrors = 20;
    private const int Deepest = 2_000;

    /// <summary>Schemas asked, all in all: a hostile schema doubles them with every reference.</summary>
    private const int MostVisits = 1_000_000;

    private const int VisitsBetweenLooksAtTheClock = 1_000;

    private readonly List<SchemaError> _errors = [];
    private readonly List<SchemaResource> _entered = [];
    private int _quiet;
    private int _visits;
    private int _visitsAtLastLook;
    private int _depth;

    public IReadOnlyList<SchemaError> Errors => _errors;

    /// <summary>Inside a schema that may fail without harm (<c>anyOf</c>, <c>not</c>, …), where the first failure settles it.</summary>
    public bool IsQuiet => _quiet > 0;

    /// <summary>The resources entered to get here, outermost first: where a <c>$dynamicRef</c> looks.</summary>
    public IReadOnlyList<SchemaResource> Entered => _entered;

    /// <exception cref="SchemaCostException">The schema is cyclic, or explodes.</exception>
    public Visit Enter(SchemaResource resource)
    {
        Spend(1);
        if (_depth >= Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SchemaCostException();
        }

        _depth++;
        var isNew = _entered.Count == 0 || _entered[^1] != resource;
        if (isNew)
        {
            _entered.Add(resource);
        }

        return new Visit(this, isNew);
    }

    /// <summary>Work that is not a visit: items compared, characters matched.</summary>
    public void Spend(int amount)
    {
        if ((_visits += amount) > MostVisits)
        {
            throw new SchemaCostException();
        }

        if (_visits - _visitsAtLastLook >= VisitsBetweenLooksAtTheClock)
        {
            LookAtTheClock();
        }
    }

    /// <summary>After a step that may have taken long whatever its size: a pattern.</summary>
    /// <exception cref="CheckTimeException">The time of all checks is up.</exception>
    public void LookAtTheClock()
    {
        _visitsAtLastLook = _visits;
        time?.RefuseIfUp();
    }

    /// <summary>Work that grows with the size of something and is quick for each part of it.</summary>
    public void SpendOn(int size) => Spend(1 + (size / 64));

    /// <returns>Always false: for <c>return run.Fail(…)</c>.</returns>
    public bool Fail(ValuePath path, string schemaLocation, string message)
    {
        if (!IsQuiet && _errors.Count < MostErrors)
        {
            _errors.Add(new SchemaError(path.ToString(), schemaLocation, message));
        }

        return false;
    }

    public bool Quietly(Func<bool> evaluate)
    {
        _quiet++;
        try
        {
            return evaluate();
        }
        finally
        {
            _quiet--;
        }
    }

    public readonly struct Visit(SchemaEvaluation run, bool entered) : IDisposable
    {
        public void Dispose()
        {
            run._depth--;
            if (entered)
            {
                run._entered.RemoveAt(run._entered.Count - 1);
            }
        }
    }
}
