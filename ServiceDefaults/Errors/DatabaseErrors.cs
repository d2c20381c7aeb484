using System.Data.Common;
using Npgsql;

namespace Podium.ServiceDefaults.Errors;

/// <summary>Tells a database that is away for a while from a statement that is wrong, and stays wrong.</summary>
public static class DatabaseErrors
{
    /// <summary>A lost connection, a deadlock, a server that starts, stops or hands over to its standby.</summary>
    public static bool IsAway(Exception e) => e is DbException { IsTransient: true }
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.ReadOnlySqlTransaction };
}
