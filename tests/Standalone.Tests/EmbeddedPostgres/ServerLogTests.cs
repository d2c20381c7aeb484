using Podium.Standalone.EmbeddedPostgres;

namespace Podium.Standalone.Tests.EmbeddedPostgres;

public sealed class ServerLogTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_path);
        File.Delete(_path + ".1");
    }

    [Fact]
    public void A_log_over_its_limit_keeps_only_the_newest_part()
    {
        File.WriteAllText(_path, new string('a', 5000) + new string('b', 500));

        new ServerLog(_path, limitBytes: 1000).Trim();

        new FileInfo(_path).Length.ShouldBe(0);
        File.ReadAllText(_path + ".1").ShouldBe(new string('b', 500));
    }

    [Fact]
    public void A_log_within_its_limit_is_left_alone()
    {
        File.WriteAllText(_path, "short");

        new ServerLog(_path, limitBytes: 1000).Trim();

        File.ReadAllText(_path).ShouldBe("short");
        new ServerLog(_path).Tail().ShouldBe("short");
    }
}
