using System.Globalization;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>Keeps a second Podium out of a data folder. The system frees it with the process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _stream;

    private FolderLock(FileStream stream) => _stream = stream;

    public static FolderLock Take(ServerFolder folder)
    {
        try
        {
            var stream = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // Not into the locked file itself: nobody else could read it.
            File.WriteAllText(folder.HolderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(stream);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException($"{folder.Root} belongs to another account than {Environment.UserName}. Start Podium as that account, or set PODIUM_DATA to another folder.", e);
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new EmbeddedPostgresException(
                $"Another Podium{Holder(folder)} already uses {folder.Root}. Stop it, or give this one its own folder with PODIUM_DATA.", e);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static string Holder(ServerFolder folder) =>
        File.Exists(folder.HolderFile) ? $" (process {File.ReadAllText(folder.HolderFile)})" : "";
}
