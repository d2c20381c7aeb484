using System.Globalization;
using System.Text.RegularExpressions;

namespace Podium.Standalone.EmbeddedPostgres;

internal static partial class ServerVersion
{
    /// <summary>Asks the program itself: <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>, <c>postgres (PostgreSQL) 18beta1</c>.</summary>
    public static int? OfProgram(string path)
    {
        var result = ServerCommand.Run(path, ["--version"], TimeSpan.FromSeconds(10));
        var match = Version().Match(result.Output);
        return result.Succeeded && match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
