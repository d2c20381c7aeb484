using System.Diagnostics;

namespace Podium.TestKit.Postgres;

/// <summary>PostgreSQL's own programs, run as an account that PostgreSQL accepts: it refuses root.</summary>
internal sealed class ServerPrograms(string bin, string version)
{
    private static readonly string[] UsualFolders = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/pgsql/bin"];

    // The account Debian's package creates; nobody exists on every system.
    private static readonly string? Account = Environment.UserName != "root" ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private string TemplateName => "template-" + version.Replace(' ', '-').Split('(')[^1].Trim(')', '-', '\n');

    /// <summary>A folder counts only when it holds a whole server: clients alone are installed on many machines.</summary>
    public static ServerPrograms Find()
    {
        var bin = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("The tests need PostgreSQL: run ./test once, or set PODIUM_POSTGRES_BIN to a folder with postgres and initdb.");
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(bin, "postgres"), "--version") { RedirectStandardOutput = true })!;
        return new ServerPrograms(bin, process.StandardOutput.ReadToEnd());
    }

    public void EnsureTemplate(string root)
    {
        var template = Path.Combine(root, TemplateName);
        if (Directory.Exists(template))
        {
            return;
        }

        var building = template + ".new";
        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }

        Directory.CreateDirectory(building);
        GiveToAccount(building);
        var data = Path.Combine(building, "data");
        Run("initdb", "-D", data, "-U", "podium", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        File.AppendAllLines(Path.Combine(data, "postgresql.conf"), [
            "fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 500", "shared_buffers = 64MB",
            "max_wal_size = 2GB", "autovacuum_naptime = 10min", "log_min_messages = warning",
        ]);
        Directory.Move(building, template);
    }

    public void CopyTemplate(string root, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Execute("/bin/cp", account: null, "-a", Path.Combine(root, TemplateName), folder);
    }

    public void Run(string program, params string[] arguments)
    {
        var (code, output) = Execute(Path.Combine(bin, program), Account, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} ended with {code}: {output}");
        }
    }

    public void TryRun(string program, params string[] arguments) => Execute(Path.Combine(bin, program), Account, arguments);

    private static void GiveToAccount(string folder)
    {
        if (Account is not null)
        {
            Execute("/bin/chown", account: null, Account, folder);
        }
    }

    private static (int Code, string Output) Execute(string path, string? account, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        if (account is not null)
        {
            start.UserName = account;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors.Result + output);
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("PODIUM_POSTGRES_BIN") is { Length: > 0 } configured)
        {
            yield return configured;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A link to one program (/usr/local/bin/postgres) leads to the folder with all of them.
            var program = Path.Combine(folder, "postgres");
            var target = File.Exists(program) ? File.ResolveLinkTarget(program, returnFinalTarget: true) : null;
            yield return Path.GetDirectoryName(target?.FullName) ?? folder;
        }

        foreach (var pattern in UsualFolders)
        {
            var star = pattern.IndexOf('*', StringComparison.Ordinal);
            var parent = star < 0 ? pattern : Path.GetDirectoryName(pattern[..star])!;
            if (Directory.Exists(parent))
            {
                var found = star < 0 ? [parent] : Directory.GetDirectories(parent, Path.GetFileName(pattern.Split("/bin")[0])).Select(d => Path.Combine(d, "bin"));
                foreach (var folder in found.OrderDescending(StringComparer.Ordinal))
                {
                    yield return folder;
                }
            }
        }
    }
}
