using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Podium.GenerationService.Thumbnails;

/// <summary>Renders one hostile page to a picture: fresh profile, hard limit of time, and whatever happens, nothing left behind.</summary>
internal sealed partial class PageRenderer(ChromiumCommand command, ThumbnailOptions options, ILogger logger)
{
    private const int SigKill = 9;
    private const int MaxOutput = 2_000;
    private const int MaxRemovals = 20;
    private const string FolderPrefix = "podium-page-";
    private static readonly TimeSpan _endWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _abandoned = TimeSpan.FromMinutes(15);

    public async Task<RenderResult> RenderAsync(string html, RenderMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return await RenderInFolderAsync(html, mode, cancellationToken);
        }
        catch (Exception e) when (IsOfTheMachine(e))
        {
            return RenderResult.Failed(e.Message);
        }
    }

    private async Task<RenderResult> RenderInFolderAsync(string html, RenderMode mode, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory($"{FolderPrefix}{Environment.ProcessId}-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            var image = Path.Combine(folder.FullName, "page.webp");
            await File.WriteAllTextAsync(page, PageFrame.Around(html, mode == RenderMode.Sandboxed), cancellationToken);
            if (command.DropsPrivileges)
            {
                GiveToNobody(folder.FullName);
                GiveToNobody(page);
            }

            var failure = await RunAsync(command.StartInfo(folder.FullName, page, image, mode), cancellationToken);
            return failure is null ? await ReadAsync(image, cancellationToken) : RenderResult.Failed(failure);
        }
        finally
        {
            await RemoveAsync(folder);
        }
    }

    // A full disk, a folder that cannot be written, a program that cannot be started: no picture, and no reason for the product to end.
    private static bool IsOfTheMachine(Exception e) => e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception;

    /// <summary>Removes the folders of renderers that were killed.</summary>
    public async Task SweepAsync()
    {
        var now = DateTime.UtcNow;
        if (!Directory.Exists(Path.GetTempPath()))
        {
            return;
        }

        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).GetDirectories(FolderPrefix + "*").Where(folder => now - folder.LastWriteTimeUtc > _abandoned))
        {
            await RemoveAsync(folder);
        }
    }

    /// <summary>Null when the browser ended well, else why not.</summary>
    private async Task<string?> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        var output = Task.WhenAll(ReadTailAsync(process.StandardError), ReadTailAsync(process.StandardOutput));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await output.WaitAsync(_endWait, cancellationToken);
            return process.ExitCode == 0 ? null : $"The browser ended with code {process.ExitCode}: {string.Concat(await output).Trim()}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The page was not ready after {options.TimeoutSeconds} seconds.";
        }
        catch (TimeoutException)
        {
            return "The browser left processes behind.";
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private async Task EndAsync(Process process)
    {
        if (command.OwnsGroup)
        {
            // Also after a good end: a helper process may live a moment longer, and write.
            _ = Kill(-process.Id, SigKill);
        }
        else if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        using var wait = new CancellationTokenSource(_endWait);
        await process.WaitForExitAsync(wait.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<RenderResult> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        // The folder belonged to the browser: what lies there may be a link to a file that only this process can read.
        if (!file.Exists || file.LinkTarget is not null)
        {
            return RenderResult.Failed("The browser made no picture.");
        }

        if (file.Length > options.MaxImageBytes)
        {
            return RenderResult.Failed($"The picture has {file.Length} bytes, more than {options.MaxImageBytes}.");
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return IsWebP(bytes) ? new RenderResult(bytes, null) : RenderResult.Failed("The browser made something that is no picture.");
    }

    // RIFF, four bytes of length, WEBP
    private static bool IsWebP(ReadOnlySpan<byte> bytes) => bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    private static async Task<string> ReadTailAsync(StreamReader reader)
    {
        var tail = "";
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            tail += new string(buffer, 0, read);
            tail = tail.Length > MaxOutput ? tail[^MaxOutput..] : tail;
        }

        return tail;
    }

    private static void GiveToNobody(string path)
    {
        if (ChangeOwner(path, ChromiumCommand.Nobody, ChromiumCommand.Nobody) != 0)
        {
            throw new IOException($"Could not hand {path} to the browser's account: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private async Task RemoveAsync(DirectoryInfo folder)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (tried == MaxRemovals)
                {
                    // Not worth a picture: the next start sweeps.
                    LogLeft(logger, folder.FullName, e.Message);
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not remove {Folder}: {Reason}")]
    private static partial void LogLeft(ILogger logger, string folder, string reason);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);
}

/// <summary>A picture, or a sentence why there is none.</summary>
internal sealed record RenderResult(byte[]? Image, string? Failure)
{
    public static RenderResult Failed(string failure) => new(null, failure);
}
