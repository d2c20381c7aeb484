using System.Diagnostics;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>Runs one of PostgreSQL's programs to its end. It gets a clean environment: no <c>PG*</c> settings of the person's own, no provider keys.</summary>
internal static class ServerCommand
{
    internal readonly record struct Result(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    public static Result Run(string path, IEnumerable<string> arguments, TimeSpan limit, string? input = null)
    {
        // An account that replaces root may not enter the current folder, and PostgreSQL's programs insist on it.
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new EmbeddedPostgresException($"{path} could not be started.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            return new Result(-1, $"{System.IO.Path.GetFileName(path)} did not end within {limit.TotalSeconds:0} s.");
        }

        return new Result(process.ExitCode, (output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult()).Trim());
    }
}
