namespace Podium.TestKit;

/// <summary>A lock between processes: whoever has the file open exclusively holds it; a killed holder frees it.</summary>
public static class FileLock
{
    public static async Task<IDisposable> AcquireAsync(string path, TimeSpan limit)
    {
        FileStream? stream = null;
        await Eventually.SucceedsAsync(
            () =>
            {
                stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return Task.CompletedTask;
            },
            limit);
        return stream!;
    }
}
