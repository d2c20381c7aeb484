using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.ServiceDefaults.Data;

/// <summary>What all module databases have in common; their addresses are <c>ConnectionStrings:*</c>.</summary>
public sealed class DatabaseOptions
{
    public const string SectionName = "Database";

    [Description("Seconds a process waits at start for a database that does not answer yet")]
    [Range(0, 3600)]
    public int StartupTimeoutSeconds { get; set; } = 60;
}
