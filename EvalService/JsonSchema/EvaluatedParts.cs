namespace Podium.EvalService.JsonSchema;

/// <summary>Which members or items of a value some keyword has looked at: what <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> leave alone.</summary>
internal sealed class EvaluatedParts
{
    private readonly HashSet<string> _names = [];
    private readonly HashSet<int> _indexes = [];
    private int _first;
    private bool _allNames;
    private bool _allItems;

    /// <summary>What <see cref="Add"/> has to copy.</summary>
    public int Count => _names.Count + _indexes.Count;

    public void AddName(string name) => _names.Add(name);

    public void AddAllNames() => _allNames = true;

    /// <summary>The first so many items.</summary>
    public void AddFirst(int count) => _first = Math.Max(_first, count);

    public void AddItem(int index) => _indexes.Add(index);

    public void AddAllItems() => _allItems = true;

    public bool HasName(string name) => _allNames || _names.Contains(name);

    public bool HasItem(int index) => _allItems || index < _first || _indexes.Contains(index);

    public void Add(EvaluatedParts other)
    {
        _names.UnionWith(other._names);
        _indexes.UnionWith(other._indexes);
        _first = Math.Max(_first, other._first);
        _allNames |= other._allNames;
        _allItems |= other._allItems;
    }
}
