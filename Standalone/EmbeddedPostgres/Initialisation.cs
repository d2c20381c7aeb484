namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>Makes the data folder. It appears under its name only when whole, so a start that was cut off is repeated from the beginning.</summary>
internal sealed class Initialisation(ServerFolder folder, ServerPrograms programs, ServerAccount account)
{
    public const string User = "podium";
    public const string Database = "podium";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    public void Run()
    {
        var building = folder.Data + ".new";
        var password = Path.Combine(folder.Root, "password.new");
        RemoveRemains(building, password);
        ServerFolder.CreatePrivate(building, account);
        try
        {
            ServerFolder.WriteSecret(password, folder.Password());
            account.Own(password);
            Expect("initdb", ["-D", building, "-U", User, "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--pwfile", password]);
        }
        finally
        {
            File.Delete(password);
        }

        File.AppendAllText(Path.Combine(building, "postgresql.conf"), $"\ninclude_if_exists = '{ServerSettings.FileName}'\n");

        // Single-user mode: no server has to be started and stopped only for this.
        Expect("postgres", ["--single", "-D", building, "postgres"], $"CREATE DATABASE {Database}\n");
        Directory.Move(building, folder.Data);
    }

    private void Expect(string program, string[] arguments, string? input = null)
    {
        var result = account.Run(programs.Path(program), arguments, [folder.Data, programs.Bin], _limit, input);
        if (!result.Succeeded)
        {
            throw new EmbeddedPostgresException($"{program} could not prepare {folder.Data}:\n{result.Output}");
        }
    }

    private static void RemoveRemains(string building, string password)
    {
        File.Delete(password);
        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }
    }
}
