using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Podium.ServiceDefaults.Configuration;

/// <summary>Finds misspelt keys in the sections that Podium's options own.</summary>
internal static class UnknownKeys
{
    public static IEnumerable<string> Of(IConfiguration configuration, OptionsCatalog catalog)
        => catalog.Sections.SelectMany(section => Of(configuration.GetSection(section.Key), section.Value, catalog));

    private static IEnumerable<string> Of(IConfigurationSection section, Type type, OptionsCatalog catalog)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return section.GetChildren()
            .Where(child => !known.Contains(child.Key) && !IsSection(child.Path, catalog))
            .Select(child => child.Path);
    }

    private static bool IsSection(string path, OptionsCatalog catalog)
        => catalog.Sections.Keys.Any(s => s.Equals(path, StringComparison.OrdinalIgnoreCase) || s.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));
}
