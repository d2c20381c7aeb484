using System.Diagnostics;
using System.Globalization;

namespace Podium.GenerationService.Thumbnails;

/// <summary>How far the machine lets a hostile page be fenced in.</summary>
internal enum RenderMode
{
    /// <summary>Chromium's own sandbox, and scripts.</summary>
    Sandboxed,

    /// <summary>No sandbox can start here, so no scripts run either.</summary>
    ScriptsDisabled,
}

/// <summary>
/// One browser for one page: as an unprivileged account when this process is root, in a session of its own so that all its processes can be ended at
/// once, with bounded memory, without a network, without this process's environment.
/// </summary>
internal sealed class ChromiumCommand(string chromium, ThumbnailOptions options)
{
    public const int Width = 640;
    public const int Height = 400;
    public const string MediaType = "image/webp";

    /// <summary>The user id that owns nothing on every Linux.</summary>
    public const int Nobody = 65534;

    private readonly string? _setsid = Programs.Find("setsid");
    private readonly string? _timeout = Programs.Find("timeout");
    private readonly string? _prlimit = Programs.Find("prlimit");
    private readonly string? _setpriv = Programs.Find("setpriv");
    private readonly string? _nice = Programs.Find("nice");

    public string Program => chromium;

    /// <summary>The browser runs as nobody.</summary>
    public bool DropsPrivileges => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && _setpriv is not null;

    /// <summary>The process is the leader of a group of its own.</summary>
    public bool OwnsGroup => _setsid is not null;

    /// <summary>As root without a way to become somebody else, Chromium refuses to start its sandbox.</summary>
    public IEnumerable<RenderMode> Modes => Environment.IsPrivilegedProcess && !DropsPrivileges ? [RenderMode.ScriptsDisabled] : Enum.GetValues<RenderMode>();

    public ProcessStartInfo StartInfo(string folder, string page, string image, RenderMode mode)
    {
        string[] command = [.. Prefix(), chromium, .. Flags(mode), $"--user-data-dir={Path.Combine(folder, "profile")}", $"--screenshot={image}", new Uri(page).AbsoluteUri];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        // The environment holds the installation's secrets; a page that breaks out of the renderer must not find them.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["LANG"] = "C.UTF-8";
        return start;
    }

    private IEnumerable<string> Prefix()
    {
        if (_setsid is not null)
        {
            yield return _setsid;
        }

        if (_timeout is not null && OperatingSystem.IsLinux())
        {
            // For the case that this process is killed and cannot end the browser itself.
            yield return _timeout;
            yield return "--signal=KILL";
            yield return string.Create(CultureInfo.InvariantCulture, $"{options.TimeoutSeconds + 10}");
        }

        if (_prlimit is not null && OperatingSystem.IsLinux())
        {
            // Data and not address space: V8 reserves far more addresses than it ever uses.
            yield return _prlimit;
            yield return string.Create(CultureInfo.InvariantCulture, $"--data={options.MemoryMegabytes * 1024L * 1024L}");
            yield return "--core=0";
        }

        if (_nice is not null)
        {
            // A picture can wait: it must not take the processor from streams whose tokens are being timed.
            yield return _nice;
            yield return "-n10";
        }

        if (DropsPrivileges)
        {
            yield return _setpriv!;
            yield return $"--reuid={Nobody}";
            yield return $"--regid={Nobody}";
            yield return "--clear-groups";
            yield return "--no-new-privs";
        }
    }

    private static IEnumerable<string> Flags(RenderMode mode) =>
    [
        "--headless", "--hide-scrollbars", "--mute-audio", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
        "--disable-background-networking", "--disable-sync", "--disable-component-update", "--disable-default-apps", "--disable-breakpad",
        "--disable-dev-shm-usage", "--block-new-web-contents", "--deny-permission-prompts", "--js-flags=--max-old-space-size=512",
        // No name and no address resolves, and what would be asked goes to a proxy that is not there, loopback included.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        // A page is laid out for a laptop and pictured at half the size.
        $"--window-size={Width * 2},{Height * 2}", "--force-device-scale-factor=0.5",
        // Animations and timers get five seconds of the page's own time, however long that takes.
        "--virtual-time-budget=5000",
        // Without this a busy machine pictures the frame before it is painted: white, or white at its end.
        "--run-all-compositor-stages-before-draw",
        // PageFrame keeps scripts off: with Chromium's own switch for that, its headless mode makes no picture at all.
        .. mode == RenderMode.ScriptsDisabled ? ["--no-sandbox"] : Array.Empty<string>(),
    ];
}
