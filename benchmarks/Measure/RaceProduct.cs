using System.Globalization;
using Npgsql;

namespace Podium.Benchmarks.Measure;

/// <summary>Podium as races use it: its processes, PostgreSQL among them, and its tables, so that results are counted where they are stored.</summary>
internal sealed class RaceProduct : IAsyncDisposable
{
    private readonly IReadOnlyList<Child> _hosts;
    private readonly int _postmaster;

    private RaceProduct(IReadOnlyList<Child> hosts, string connection, int postmaster)
    {
        _hosts = hosts;
        _postmaster = postmaster;
        Database = NpgsqlDataSource.Create(connection);
        Race = new RaceClient(Address);
    }

    public Uri Address => _hosts[0].Address;

    public RaceClient Race { get; }

    public NpgsqlDataSource Database { get; }

    /// <summary>The one-process shape with its own database, as `./run` starts it.</summary>
    public static Task<RaceProduct> StandaloneAsync(Uri upstream) => StandaloneInAsync(DataFolder.Create(), upstream);

    public static async Task<RaceProduct> StandaloneInAsync(string data, Uri upstream)
    {
        var host = await Product.StandaloneInAsync(data, upstream);
        var server = Path.Combine(data, "postgres");
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(server, "socket"),
            Username = "podium",
            Database = "podium",
            Password = await File.ReadAllTextAsync(Path.Combine(server, "password")),
        };
        var postmaster = File.ReadLines(Path.Combine(server, "data", "postmaster.pid")).First();
        return new RaceProduct([host], connection.ConnectionString, int.Parse(postmaster, CultureInfo.InvariantCulture));
    }

    /// <summary>Gateway, GenerationService and EvalService on a PostgreSQL that loses nothing either.</summary>
    public static async Task<RaceProduct> DistributedAsync(Uri upstream)
    {
        var database = await DurableDatabase.CreateAsync();
        return new RaceProduct(await Product.RaceServicesAsync(upstream, database.ConnectionString), database.ConnectionString, database.Postmaster);
    }

    /// <summary>CPU time of all processes, PostgreSQL's included.</summary>
    public TimeSpan Cpu() => _hosts.Aggregate(ProcessTree.Cpu(_postmaster), (sum, host) => sum + ProcessTree.Cpu(host.Id));

    public TimeSpan DatabaseCpu() => ProcessTree.Cpu(_postmaster);

    /// <summary>Highest resident sets of the .NET processes, in MiB, since <see cref="ResetPeak"/>.</summary>
    public double PeakMiB() => _hosts.Sum(host => ProcessTree.PeakMiB(host.Id));

    public double ResidentMiB() => _hosts.Sum(host => host.ResidentMiB());

    public double DatabaseMiB() => ProcessTree.ProportionalMiB(_postmaster);

    public void ResetPeak()
    {
        foreach (var host in _hosts)
        {
            ProcessTree.ResetPeak(host.Id);
        }
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 600;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A run that lost something is no result.</summary>
    public async Task EnsureStoredAsync(long run, int items)
    {
        var (completed, outputs, metrics, events, last) = (
            await ScalarAsync<long>($"select count(*) from eval.run_items where run_id = {run} and status = 'COMPLETED'"),
            await ScalarAsync<long>($"select count(*) from eval.outputs where run_id = {run}"),
            await ScalarAsync<long>($"select count(*) from eval.metrics where run_id = {run} and not error_flag"),
            await ScalarAsync<long>($"select count(*) from eval.run_events where run_id = {run}"),
            await ScalarAsync<long>($"select last_seq from eval.runs where id = {run}"));
        if (completed != items || outputs != items || metrics != items || events != last)
        {
            throw new InvalidOperationException(
                $"Of {items} items of run {run}, {completed} are completed, {outputs} have an output and {metrics} metrics; {events} of {last} events are stored.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Race.Dispose();
        await Database.DisposeAsync();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
