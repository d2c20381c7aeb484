using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Podium.ServiceDefaults.Configuration;

/// <summary>One configuration key: what the README's table has a row for.</summary>
/// <param name="Key">For example <c>Outbound:AllowPrivate</c>; as an environment variable, <c>:</c> is written <c>__</c>.</param>
/// <param name="Default">As text; empty for none.</param>
public sealed record OptionKey(string Key, string Default, string Description);

/// <summary>Every options class that a host registered, by configuration section.</summary>
public sealed class OptionsCatalog
{
    private readonly SortedDictionary<string, Type> _sections = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The options class of each section.</summary>
    public IReadOnlyDictionary<string, Type> Sections => _sections;

    /// <returns>False when this very class is there already.</returns>
    /// <exception cref="InvalidOperationException">Another class owns the section: one of the two would never be bound.</exception>
    internal bool Add(string section, Type type)
    {
        if (_sections.TryGetValue(section, out var owner) && owner != type)
        {
            throw new InvalidOperationException($"The section {section} belongs to {owner.Name}; {type.Name} needs one of its own.");
        }

        return _sections.TryAdd(section, type);
    }

    /// <summary>All keys, in order of section and declaration.</summary>
    public IEnumerable<OptionKey> Keys() => _sections.SelectMany(section => Describe(section.Key, section.Value));

    private static IEnumerable<OptionKey> Describe(string section, Type type)
    {
        var defaults = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || typeof(System.Collections.IList).IsAssignableFrom(property.GetValue(defaults)?.GetType()))
            .Select(property => new OptionKey(
                $"{section}:{property.Name}",
                Text(property.GetValue(defaults)),
                property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? ""));
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        System.Collections.IEnumerable list => string.Join(' ', list.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
