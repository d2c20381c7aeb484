using System.Globalization;

namespace Podium.Benchmarks.Measure;

/// <summary>A process with all it started: CPU time, those that have ended included, and memory.</summary>
internal static class ProcessTree
{
    /// <summary>User and system time of the process and its descendants.</summary>
    public static TimeSpan Cpu(int root) => Members(root).Aggregate(TimeSpan.Zero, (sum, id) => sum + CpuOf(id));

    /// <summary>The process's own highest resident set so far, in MiB.</summary>
    public static double PeakMiB(int id) => Status(id, "VmHWM:");

    /// <summary>Forgets the highest resident set, so that the next one is of what follows.</summary>
    public static void ResetPeak(int id) => File.WriteAllText($"/proc/{id}/clear_refs", "5");

    /// <summary>Memory of the tree in MiB, each shared page split among those who share it: PostgreSQL's processes all map one pool.</summary>
    public static double ProportionalMiB(int root) => Members(root).Sum(id => Read($"/proc/{id}/smaps_rollup", "Pss:"));

    private static List<int> Members(int root)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Fields(id) is { } fields)
            {
                var parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
                (children.TryGetValue(parent, out var known) ? known : children[parent] = []).Add(id);
            }
        }

        List<int> members = [root];
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(children.GetValueOrDefault(members[i], []));
        }

        return members;
    }

    /// <summary>The process's own time, and that of children who ended and were waited for.</summary>
    public static TimeSpan CpuOf(int id) => Fields(id) is { } fields
        ? TimeSpan.FromSeconds(Enumerable.Range(11, 4).Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture)) / 100.0)
        : TimeSpan.Zero;

    /// <summary>What stands behind the name in /proc/[id]/stat; null when it has ended.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Status(int id, string name) => Read($"/proc/{id}/status", name);

    private static double Read(string path, string name)
    {
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is another account's.
            return 0;
        }
    }
}
