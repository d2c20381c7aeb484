using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>Equality of JSON values: numbers by what they are worth (<c>1.0</c> is <c>1</c>), members in any order, the last of two with one name.</summary>
internal sealed class JsonValueComparer : IEqualityComparer<JsonElement>
{
    public static readonly JsonValueComparer Instance = new();

    public bool Equals(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Number => left.GetRawText() == right.GetRawText() || Number(left) == Number(right),
            JsonValueKind.String => JsonText.Of(left) == JsonText.Of(right),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Equals(pair.First, pair.Second)),
            JsonValueKind.Object => SameMembers(Members(left), Members(right)),
            _ => true,
        };
    }

    public int GetHashCode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return Number(value).GetHashCode();
            case JsonValueKind.String:
                return JsonText.Of(value).GetHashCode(StringComparison.Ordinal);
            case JsonValueKind.Array:
                var items = new HashCode();
                foreach (var item in value.EnumerateArray())
                {
                    items.Add(GetHashCode(item));
                }

                return items.ToHashCode();
            case JsonValueKind.Object:
                // A sum, so that the order of members does not matter.
                return Members(value).Aggregate(0, (sum, member) => unchecked(sum + HashCode.Combine(member.Key, GetHashCode(member.Value))));
            default:
                return (int)value.ValueKind;
        }
    }

    private bool SameMembers(Dictionary<string, JsonElement> left, Dictionary<string, JsonElement> right) =>
        left.Count == right.Count && left.All(member => right.TryGetValue(member.Key, out var other) && Equals(member.Value, other));

    private static Dictionary<string, JsonElement> Members(JsonElement json)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in json.EnumerateObject())
        {
            members[JsonText.NameOf(member)] = member.Value;
        }

        return members;
    }

    private static JsonNumber Number(JsonElement json) => JsonNumber.Parse(json.GetRawText());
}
