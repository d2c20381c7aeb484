using System.Text;
using System.Text.Json;
using Npgsql;
using Podium.EvalService.Checks;
using Podium.EvalService.Suites;
using Podium.EvalService.Suites.Seeding;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Suites;

public sealed class SeedSuitesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Evasions = ["", "I do not know.", "Lorem ipsum dolor sit amet, consectetur adipiscing elit."];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var suite in SeedSuite.All())
        {
            foreach (var test in suite.Read().Tests!)
            {
                data.Add(suite.Key, test.Name);
            }
        }

        return data;
    }

    [Fact]
    public async Task Race_MustHave_07_Three_demo_suites_of_four_tests_are_there_once_however_often_the_service_starts()
    {
        var database = await postgres.CreateDatabaseAsync();
        for (var start = 0; start < 2; start++)
        {
            await using var host = await SuitesHost.StartAsync(database);
            var suites = await host.Store.ListAsync(CancellationToken.None);
            suites.Where(s => s.IsDemo).Select(s => (s.Name, s.TestsTotal, s.Version))
                .ShouldBe([("Writing Basic", 4, 1), ("Coding Basic", 4, 1), ("Tool Calling Basic", 4, 1)], ignoreOrder: true);
            suites.Take(3).ShouldAllBe(s => s.IsDemo);
            suites.Count(s => !s.IsDemo && s.TestsTotal >= 10).ShouldBe(8);
        }
    }

    [Fact]
    public async Task What_a_person_did_to_a_seeded_suite_stays()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using (var host = await SuitesHost.StartAsync(database))
        {
            using var root = host.Client(SuitesHost.Root);
            var suites = await host.Store.ListAsync(CancellationToken.None);
            await root.OkAsync(HttpMethod.Delete, $"/api/suites/{suites[0].Id}");
            await root.OkAsync(HttpMethod.Put, $"/api/suites/{suites[1].Id}", new { name = "Renamed", tests = new[] { SuiteRequests.Case(1) } });

            // As if the files had changed since.
            await using var command = host.Database.CreateCommand("update eval.suites set seed_sha256 = 'old'");
            await command.ExecuteNonQueryAsync();
        }

        await using var again = await SuitesHost.StartAsync(database);
        var after = await again.Store.ListAsync(CancellationToken.None);
        after.Count.ShouldBe(10);
        after.ShouldContain(s => s.Name == "Renamed" && s.TestsTotal == 1);
    }

    [Fact]
    public async Task A_suite_that_has_the_name_already_is_left_in_peace()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using (var host = await SuitesHost.StartAsync(database))
        {
            await using var command = host.Database.CreateCommand("update eval.suites set seed_key = null where name = 'Code'");
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        await using var again = await SuitesHost.StartAsync(database);
        (await again.Store.ListAsync(CancellationToken.None)).Count(s => s.Name == "Code").ShouldBe(1);
    }

    [Fact]
    public async Task The_files_are_exports_of_what_they_become()
    {
        await using var host = await SuitesHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var client = host.Client(SuitesHost.Ada);
        var ids = (await host.Store.ListAsync(CancellationToken.None)).ToDictionary(s => s.Name, s => s.Id);
        foreach (var seed in SeedSuite.All())
        {
            var exported = JsonSerializer.Deserialize<JsonElement>(await client.GetByteArrayAsync($"/api/suites/{ids[seed.Read().Name!]}/export"));
            JsonElement.DeepEquals(exported, JsonSerializer.Deserialize<JsonElement>(seed.Content)).ShouldBeTrue(seed.Key);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_case_passes_its_reference_answer_and_fails_an_evasion(string key, string name)
    {
        var test = SeedSuite.All().Single(s => s.Key == key).Read().Tests!.Single(t => t.Name == name);
        var checks = CheckSet.Parse(test.ExpectedConstraints, test.Checks is null ? null : JsonSerializer.Deserialize<JsonElement>(test.Checks));
        IReadOnlyList<CheckedToolCall> calls = checks.Checks.Any(c => c.Type.StartsWith("tool", StringComparison.Ordinal) && !c.Negated)
            ? [.. JsonSerializer.Deserialize<JsonElement>(test.ToolsSchemaJson!).EnumerateArray()
                .Select(tool => new CheckedToolCall(tool.GetProperty("function").GetProperty("name").GetString()!, null))]
            : [];

        var right = checks.Evaluate(new CheckInput(test.Reference!) { ToolCalls = calls });

        right.Pass.ShouldBe(true, string.Join('\n', right.Results.Where(r => r.Passed != true)));
        foreach (var evasion in Evasions)
        {
            checks.Evaluate(new CheckInput(evasion)).Pass.ShouldBe(false, evasion);
        }
    }
}
