using Microsoft.AspNetCore.Builder;

namespace Podium.ServiceDefaults;

/// <summary>Creates the builder of every Podium process.</summary>
public static class PodiumApplication
{
    /// <summary>
    /// The content root is the program's own folder. Left at its default, the working directory, the host would watch that whole tree for
    /// changed settings files: half a second of start-up in a large one.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = AppContext.BaseDirectory,
    });
}
