using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Podium.ServiceDefaults.Configuration;

/// <summary>How modules and hosts declare their configuration.</summary>
public static class OptionsBuilderExtensions
{
    /// <summary>
    /// Binds <typeparamref name="T"/> to <paramref name="section"/>, checks its annotations when the host starts, and enters it in the
    /// <see cref="OptionsCatalog"/>, so that its keys are documented and a misspelt one is reported. Give each property a <c>[Description]</c>.
    /// </summary>
    public static OptionsBuilder<T> AddModuleOptions<T>(this IHostApplicationBuilder builder, string section)
        where T : class, new()
    {
        var options = builder.Services.AddOptions<T>();
        return Catalog(builder).Add(section, typeof(T)) ? options.BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart() : options;
    }

    /// <summary>
    /// Lets the environment names of an earlier product set Podium's keys: <c>("GENERATION_TIMEOUT_MS", "Generation:TimeoutMs")</c>.
    /// Podium's own key wins where both are set. Call it before the options are read.
    /// </summary>
    public static void AddSeedEnvironment(this IHostApplicationBuilder builder, params ReadOnlySpan<(string Name, string Key)> names)
    {
        var mapped = new Dictionary<string, string?>();
        foreach (var (name, key) in names)
        {
            if (!string.IsNullOrWhiteSpace(builder.Configuration[name]) && builder.Configuration[key] is null)
            {
                mapped[key] = builder.Configuration[name];
            }
        }

        builder.Configuration.AddInMemoryCollection(mapped);
    }

    internal static OptionsCatalog Catalog(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(typeof(OptionsCatalog), out var known))
        {
            return (OptionsCatalog)known;
        }

        var catalog = new OptionsCatalog();
        builder.Properties[typeof(OptionsCatalog)] = catalog;
        builder.Services.AddSingleton(catalog);
        return catalog;
    }
}
