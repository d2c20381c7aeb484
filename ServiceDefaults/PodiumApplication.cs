using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;

namespace Podium.ServiceDefaults;

/// <summary>Creates the builder of every Podium process.</summary>
public static class PodiumApplication
{
    internal const string FrameworkLogLevel = "Warning";

    /// <summary>
    /// The weakest source, so that any setting wins. The framework and YARP log two lines per request at Information, Npgsql one per statement.
    /// </summary>
    private static readonly MemoryConfigurationSource _defaults = new()
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = FrameworkLogLevel,
            // At Error it repeats, with a stack trace, what the host then says in one line or ends by.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
            ["Logging:LogLevel:Npgsql"] = "Warning",
            ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
            ["Logging:LogLevel:Yarp"] = "Warning",
        },
    };

    /// <summary>
    /// The content root is the program's own folder. Left at its default, the working directory, the host would watch that whole tree for
    /// changed settings files: half a second of start-up in a large one.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = AppContext.BaseDirectory,
        });
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, _defaults);
        builder.AddWhatSlimLacks();
        return builder;
    }

    /// <summary>The slim builder starts faster without IIS, HTTP/3 and further loggers, but leaves out these as well.</summary>
    private static void AddWhatSlimLacks(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.FormatterName = builder.Configuration["Logging:Console:FormatterName"] ?? console.FormatterName);
    }
}
