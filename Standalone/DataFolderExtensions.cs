using System.Security.Cryptography;
using Podium.ServiceDefaults.Identity;
using Podium.Standalone.EmbeddedPostgres;

namespace Podium.Standalone;

/// <summary>The one folder with everything Podium keeps on this machine.</summary>
internal static class DataFolderExtensions
{
    private const string Variable = "PODIUM_DATA";
    private const string Default = ".podium";

    /// <summary>Makes the folder, and gives the modules the secret key kept in it unless one is configured.</summary>
    public static string AddDataFolder(this WebApplicationBuilder builder)
    {
        var folder = Path.GetFullPath(builder.Configuration[Variable] is { Length: > 0 } configured ? configured : Default);
        try
        {
            Directory.CreateDirectory(folder);
            if (string.IsNullOrEmpty(builder.Configuration[SecretKey.VariableName]))
            {
                builder.Configuration[SecretKey.VariableName] = KeptSecret(Path.Combine(folder, "secret-key"));
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException($"{Environment.UserName} cannot write to {folder}. Set {Variable} to a folder of your own.", e);
        }
        catch (IOException e)
        {
            throw new StartupException($"Podium cannot keep its data in {folder}: {e.Message} Set {Variable} to another folder.", e);
        }

        return folder;
    }

    private static string KeptSecret(string path)
    {
        if (!File.Exists(path))
        {
            ServerFolder.WriteSecret(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return File.ReadAllText(path);
    }
}
