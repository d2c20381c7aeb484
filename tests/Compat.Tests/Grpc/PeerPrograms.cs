using System.Collections.Concurrent;
using System.Diagnostics;
using Podium.TestKit;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The independent implementations, and how their programs are started.</summary>
internal static class PeerPrograms
{
    public const string Own = "stand-in";
    public const string Grpcio = "grpcio";
    public const string GrpcJs = "grpc-js";

    private static readonly ConcurrentDictionary<string, string?> Reasons = new();

    private static readonly string Folder = Repository.PathTo("tests", "Compat.Tests", "Grpc", "peers");

    /// <summary>Why a peer cannot be run; null when it can.</summary>
    public static string? Missing(string peer) => Reasons.GetOrAdd(peer, static name => name switch
    {
        Grpcio when !Succeeds("/usr/bin/python3", "-c", "import grpc, google.protobuf") =>
            "The Debian packages python3-grpcio and python3-protobuf are not installed.",
        GrpcJs when !Succeeds("node", "-e", $"require({System.Text.Json.JsonSerializer.Serialize(Path.Combine(Folder, "node_modules", "@grpc", "grpc-js"))})") =>
            "@grpc/grpc-js is not installed: run `npm ci` in tests/Compat.Tests/Grpc/peers.",
        _ => null,
    });

    public static ProcessStartInfo Command(string peer, params string[] arguments) => peer == Grpcio
        ? Start("/usr/bin/python3", ["-u", Path.Combine(Folder, "peer.py"), .. arguments])
        : Start("node", [Path.Combine(Folder, "peer.js"), .. arguments]);

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Start(program, arguments))!;
            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                process.Kill();
                return false;
            }

            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
