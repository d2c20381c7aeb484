namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>
/// The settings of a server for one product on a small machine. Written on every start to <c>podium.conf</c>, which <c>postgresql.conf</c>
/// includes: lines that a person adds there after the include win.
/// </summary>
internal static class ServerSettings
{
    public const string FileName = "podium.conf";

    public static void Write(string data, ServerAddress address, int major)
    {
        List<string> lines =
        [
            "# Written by Podium on every start. Put your own settings into postgresql.conf, below the include.",
            $"listen_addresses = '{(address.SocketFolder is null ? "127.0.0.1" : "")}'",
            $"port = {address.Port}",
            $"unix_socket_directories = '{address.SocketFolder?.Replace("'", "''", StringComparison.Ordinal)}'",
            "unix_socket_permissions = 0700",
            "max_connections = 100",
            "shared_buffers = 32MB",
            "huge_pages = off",
            "jit = off",
            "wal_level = minimal",
            "max_wal_senders = 0",
            "min_wal_size = 48MB",
            "max_wal_size = 512MB",
            "checkpoint_timeout = 15min",
            // Parallel workers would cost more than they bring on tables of this size, and need shared memory that containers limit.
            "max_parallel_workers_per_gather = 0",
            "max_parallel_maintenance_workers = 0",
            "log_min_messages = warning",
            "log_checkpoints = off",
            "log_line_prefix = '%m [%p] '",
            "log_timezone = 'UTC'",
            "timezone = 'UTC'",
        ];
        if (major >= 18)
        {
            // Three idle processes less.
            lines.Add("io_method = sync");
        }

        File.WriteAllLines(Path.Combine(data, FileName), lines);
    }
}
