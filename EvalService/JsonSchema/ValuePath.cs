using System.Text;

namespace Podium.EvalService.JsonSchema;

/// <summary>Where in the instance an evaluation is; spelled out as a JSON pointer only for an error.</summary>
internal sealed class ValuePath
{
    public static readonly ValuePath Root = new(null, null, 0);

    private readonly ValuePath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private ValuePath(ValuePath? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public ValuePath Member(string name) => new(this, name, 0);

    public ValuePath Item(int index) => new(this, null, index);

    public override string ToString()
    {
        var parts = new Stack<string>();
        for (var at = this; at._parent is not null; at = at._parent)
        {
            parts.Push(at._name is { } name ? JsonPointer.Append("", name) : JsonPointer.Append("", at._index));
        }

        return new StringBuilder().AppendJoin("", parts).ToString();
    }
}
