using System.Globalization;
using System.Security.Cryptography;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>Where the built-in PostgreSQL keeps what: everything below one folder, <c>.podium/postgres</c>.</summary>
internal sealed record ServerFolder(string Root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Data => Path.Combine(Root, "data");

    public string Socket => Path.Combine(Root, "socket");

    public string Log => Path.Combine(Root, "log", "postgresql.log");

    public string PasswordFile => Path.Combine(Root, "password");

    public string PortFile => Path.Combine(Root, "port");

    public string LockFile => Path.Combine(Root, "lock");

    public string HolderFile => Path.Combine(Root, "lock.holder");

    /// <summary>The major version that wrote the data; null before the first start.</summary>
    public int? Major()
    {
        var version = Path.Combine(Data, "PG_VERSION");
        if (!Directory.Exists(Data))
        {
            return null;
        }

        return File.Exists(version)
            ? int.Parse(File.ReadAllText(version), CultureInfo.InvariantCulture)
            : throw new EmbeddedPostgresException($"{Data} exists but holds no PostgreSQL data that {Environment.UserName} can read. Start Podium as the account that owns it, or set PODIUM_DATA to another folder.");
    }

    /// <summary>Makes a folder that only <paramref name="account"/> can open.</summary>
    public static void CreatePrivate(string folder, ServerAccount account)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        account.Own(folder);
    }

    public void DeleteSocket()
    {
        if (Directory.Exists(Socket))
        {
            Directory.Delete(Socket, recursive: true);
        }
    }

    /// <summary>The superuser's password: random, made once, readable by Podium's account alone.</summary>
    public string Password()
    {
        if (!File.Exists(PasswordFile))
        {
            if (Directory.Exists(Data))
            {
                throw new EmbeddedPostgresException($"{PasswordFile} is missing, and the data beside it cannot be opened without. Restore it from your backup.");
            }

            WriteSecret(PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true));
        }

        return File.ReadAllText(PasswordFile);
    }

    public static void WriteSecret(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using var writer = new StreamWriter(path, options);
        writer.Write(secret);
    }
}
