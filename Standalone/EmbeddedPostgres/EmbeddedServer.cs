using System.Diagnostics;
using Npgsql;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL server of Podium's own. It runs in its own session, so Ctrl+C reaches Podium and not it, and it outlives a Podium that is
/// killed: the next start takes it over.
/// </summary>
internal sealed class EmbeddedServer
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _appearLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _fastStopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(10);

    private readonly ServerFolder _folder;
    private readonly ServerPrograms _programs;
    private readonly ServerAccount _account;
    private readonly FolderLock _lock;

    private EmbeddedServer(ServerFolder folder, ServerPrograms programs, FolderLock folderLock)
    {
        _folder = folder;
        _programs = programs;
        _lock = folderLock;
        _account = ServerAccount.For(folder.Data);
        Log = new ServerLog(folder.Log);
        Address = ServerAddress.Choose(folder);
        ConnectionString = Address.ConnectionString(Initialisation.User, folder.Password(), Initialisation.Database);
    }

    public ServerAddress Address { get; }

    public string ConnectionString { get; }

    public ServerLog Log { get; }

    public int Major => _programs.Major;

    /// <summary>Whether <see cref="StartAsync"/> found a server that an earlier Podium had left running.</summary>
    public bool WasRunning { get; private set; }

    public bool IsAlive => PostmasterFile.Read(_folder.Data)?.IsAliveFor(_folder.Data) == true;

    /// <summary>Takes the folder for this process and chooses programs that can open it; starts nothing yet.</summary>
    /// <exception cref="EmbeddedPostgresException">Another Podium has the folder, or no fitting PostgreSQL is installed.</exception>
    public static EmbeddedServer Open(string root, IReadOnlyCollection<ServerPrograms> installed)
    {
        var folder = new ServerFolder(Path.GetFullPath(root));
        Directory.CreateDirectory(folder.Root);
        var folderLock = FolderLock.Take(folder);
        try
        {
            return new EmbeddedServer(folder, FittingPrograms(folder, installed), folderLock);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WasRunning = await TakeOverAsync(cancellationToken);
        if (WasRunning)
        {
            return;
        }

        if (_folder.Major() is null)
        {
            new Initialisation(_folder, _programs, _account).Run();
        }

        // No server runs here now, so a socket's lock file can only mislead the next one: its process id may be somebody else's, or a zombie's.
        _folder.DeleteSocket();
        ServerFolder.CreatePrivate(_folder.Socket, _account);
        ServerFolder.CreatePrivate(Path.GetDirectoryName(_folder.Log)!, _account);
        Log.Trim();
        ServerSettings.Write(_folder.Data, Address, Major);
        Control(TimeSpan.FromSeconds(30), "start", "-W", "-l", _folder.Log);
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Lets running statements end with an error and writes everything down; if that takes too long, stops at once and leaves the rest to recovery.</summary>
    public void Stop()
    {
        if (IsAlive && !Control(_fastStopLimit + TimeSpan.FromSeconds(5), "stop", "-m", "fast", "-t", $"{_fastStopLimit.TotalSeconds:0}").Succeeded && IsAlive)
        {
            Control(TimeSpan.FromSeconds(10), "stop", "-m", "immediate", "-t", "5");
        }

        _lock.Dispose();
    }

    /// <summary>Frees the folder and leaves the server running, as <c>kill -9</c> would.</summary>
    internal void AbandonForTests() => _lock.Dispose();

    /// <exception cref="EmbeddedPostgresException">None is installed, or none of the version that wrote the data.</exception>
    internal static ServerPrograms FittingPrograms(ServerFolder folder, IReadOnlyCollection<ServerPrograms> installed)
    {
        if (installed.Count == 0)
        {
            throw new EmbeddedPostgresException(
                "No PostgreSQL server was found. Start Podium with ./run, which installs one; or install PostgreSQL; or set PODIUM_POSTGRES_BIN; or give a connection string.");
        }

        return folder.Major() is not { } major ? installed.First() : installed.FirstOrDefault(programs => programs.Major == major)
            ?? throw new EmbeddedPostgresException(
                $"{folder.Data} was written by PostgreSQL {major}, but only PostgreSQL {string.Join(", ", installed.Select(p => p.Major).Distinct())} is installed here. "
                + $"Set PODIUM_POSTGRES_BIN to the bin folder of a PostgreSQL {major}; or, to move to the newer one, save the data with that version's pg_dumpall, "
                + $"set {folder.Root} aside, start Podium once and restore it.");
    }

    /// <summary>
    /// After <c>kill -9</c> the server still runs. If it answers, it is taken over as it is; if not, it is stopped. A file that was left
    /// by a crash and whose process id now belongs to another program is put right.
    /// </summary>
    private async Task<bool> TakeOverAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(_folder.Data) is not { } left)
        {
            return false;
        }

        if (!left.IsAliveFor(_folder.Data))
        {
            PostmasterFile.DisownIn(_folder.Data);
            return false;
        }

        if (await AnswersAsync(cancellationToken))
        {
            return true;
        }

        Control(_fastStopLimit, "stop", "-m", "immediate", "-t", "10");
        return false;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var once = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 5 };
        try
        {
            await using var connection = new NpgsqlConnection(once.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var appeared = false;
        while (true)
        {
            var file = PostmasterFile.Read(_folder.Data);
            var alive = file?.IsAliveFor(_folder.Data) == true;
            if (alive && file!.IsReady)
            {
                return;
            }

            var waited = Stopwatch.GetElapsedTime(started);
            if ((appeared && !alive) || waited > (alive ? _startLimit : _appearLimit))
            {
                throw new EmbeddedPostgresException($"PostgreSQL {Major} did not start. Its log, {_folder.Log}, ends with:\n{Log.Tail()}");
            }

            appeared |= alive;
            await Task.Delay(_poll, cancellationToken);
        }
    }

    private ServerCommand.Result Control(TimeSpan limit, string command, params string[] arguments) =>
        _account.Run(_programs.Path("pg_ctl"), [command, "-D", _folder.Data, .. arguments], [_folder.Data, _programs.Bin], limit);
}
