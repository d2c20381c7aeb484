using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Checks.JsonPath;
using Podium.EvalService.Tests.Standards;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.JsonPath;

public class JsonPathTests
{
    private const string Shop = """
        {"store":{"book":[
          {"category":"reference","author":"Nigel Rees","title":"Sayings","price":8.95},
          {"category":"fiction","author":"Evelyn Waugh","title":"Sword","price":12.99},
          {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
          {"category":"fiction","author":"J. R. R. Tolkien","title":"Lord","isbn":"0-395-19395-8","price":22.99}],
         "bicycle":{"color":"red","price":399}},"max":10,"k.k":{"a":null,"☺":[1,2,3,4,5,6,7]}}
        """;

    [Theory]
    [InlineData("$", 1, null)]
    [InlineData("$.store.book[*].author", 4, "[\"Nigel Rees\",\"Evelyn Waugh\",\"Herman Melville\",\"J. R. R. Tolkien\"]")]
    [InlineData("$..author", 4, null)]
    [InlineData("$.store.*", 2, null)]
    [InlineData("$.store..price", 5, "[8.95,12.99,8.99,22.99,399]")]
    [InlineData("$..book[2].title", 1, "[\"Moby Dick\"]")]
    [InlineData("$..book[-1].title", 1, "[\"Lord\"]")]
    [InlineData("$..book[0,1].title", 2, "[\"Sayings\",\"Sword\"]")]
    [InlineData("$..book[:2].title", 2, "[\"Sayings\",\"Sword\"]")]
    [InlineData("$..book[?@.isbn].title", 2, "[\"Moby Dick\",\"Lord\"]")]
    [InlineData("$..book[?@.price<10].title", 2, "[\"Sayings\",\"Moby Dick\"]")]
    [InlineData("$..book[?@.price<$.max && @.category=='fiction'].title", 1, "[\"Moby Dick\"]")]
    [InlineData("$..book[?!@.isbn || @.price > 20].title", 3, "[\"Sayings\",\"Sword\",\"Lord\"]")]
    [InlineData("$..book[?match(@.author, '[JH].*')].title", 2, "[\"Moby Dick\",\"Lord\"]")]
    [InlineData("$..book[?search(@.author, 'R')].title", 2, "[\"Sayings\",\"Lord\"]")]
    [InlineData("$..book[?length(@.title) == 4].title", 1, "[\"Lord\"]")]
    [InlineData("$.store[?count(@.*) == 2]", 1, null)]
    [InlineData("$.store.book[?value(@..isbn) == \"0-395-19395-8\"].title", 1, "[\"Lord\"]")]
    [InlineData("$['k.k']['☺'][1:5:2]", 2, "[2,4]")]
    [InlineData("$['k.k'].☺[5:1:-2]", 2, "[6,4]")]
    [InlineData("$['k.k']['\\u263a'][::-1]", 7, "[7,6,5,4,3,2,1]")]
    [InlineData("$['k.k'].☺[::0]", 0, "[]")]
    [InlineData("$['k.k'].☺[7]", 0, "[]")]
    [InlineData("$['k.k'].a", 1, "[null]")]
    [InlineData("$['k.k'][?@ == null]", 1, "[null]")]
    [InlineData("$[?@.nowhere == @.neither]", 3, null)]
    [InlineData("$ .store\n[ 'bicycle' ] . color", 0, null)]
    [InlineData("$..*", 38, null)]
    public void A_path_finds_what_the_standard_says(string path, int count, string? nodes)
    {
        if (path.Contains(" . ", StringComparison.Ordinal))
        {
            Should.Throw<JsonPathException>(() => JsonPathQuery.Parse(path));
            return;
        }

        var found = JsonPathQuery.Parse(path).Select(Json(Shop))!;
        found.Count.ShouldBe(count);
        if (nodes is not null)
        {
            $"[{string.Join(',', found.Select(node => node.GetRawText()))}]".ShouldBe(nodes);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("store")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData(" $")]
    [InlineData("$ ")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[01]")]
    [InlineData("$[-0]")]
    [InlineData("$[9007199254740992]")]
    [InlineData("$['a]")]
    [InlineData("$['\\x']")]
    [InlineData("$['\\ud800']")]
    [InlineData("$[\"\\'\"]")]
    [InlineData("$.1a")]
    [InlineData("$[?@.a == @.*]")]
    [InlineData("$[?@.a == ]")]
    [InlineData("$[?1]")]
    [InlineData("$[?length(@.a)]")]
    [InlineData("$[?count(1) == 1]")]
    [InlineData("$[?match(@.a, 'b') == true]")]
    [InlineData("$[?unknown(@.a)]")]
    [InlineData("$[?(@.a]")]
    [InlineData("$[?!@.a == 1]")]
    [InlineData("$[?@.a = 1]")]
    public void What_is_no_path_is_refused(string path) => Should.Throw<JsonPathException>(() => JsonPathQuery.Parse(path));

    [Fact]
    public void Any_text_is_a_path_or_is_refused() =>
        Prop.ForAll(Arb.From(Gen.Elements("$", ".", "..", "*", "[", "]", "?", "@", "(", ")", "!", "==", "<", "'a'", "1", "-1", ":", ",", "a", " ", "\\", "length(", "&&", "||").ListOf()
            .Select(parts => "$" + string.Concat(parts))), text =>
        {
            try
            {
                return JsonPathQuery.Parse(text).Select(Json(Shop)) is not null;
            }
            catch (JsonPathException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_that_asks_for_everything_of_everything_is_given_up()
    {
        var wide = Json($"[{string.Join(',', Enumerable.Repeat("[1,2,3]", 5_000))}]");
        var clock = Stopwatch.StartNew();
        JsonPathQuery.Parse("$..[?$..[?$..*]]").Select(wide).ShouldBeNull();
        JsonPathQuery.Parse($"$[{string.Join(',', Enumerable.Repeat("*", 4_000))}]").Select(wide).ShouldBeNull();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Nesting_has_an_end()
    {
        Should.Throw<JsonPathException>(() => JsonPathQuery.Parse("$[?" + new string('(', 5_000)));
        Should.Throw<JsonPathException>(() => JsonPathQuery.Parse("$" + string.Concat(Enumerable.Repeat("[?@", 3_000))));
        Should.Throw<JsonPathException>(() => JsonPathQuery.Parse("$[?" + string.Concat(Enumerable.Repeat("length(", 1_000))));
        Should.Throw<JsonPathException>(() => JsonPathQuery.Parse("$[?" + string.Concat(Enumerable.Repeat("!", 5_000))));
    }

    [Fact]
    public void The_compliance_test_suite_passes()
    {
        var failures = new List<string>();
        using var archive = new TestArchive("jsonpath-compliance-test-suite.zip");
        var tests = archive.Read("cts.json")!.Value.GetProperty("tests").EnumerateArray().ToList();
        foreach (var test in tests)
        {
            if (Failure(test) is { } failure)
            {
                failures.Add($"{test.GetProperty("name")}: {test.GetProperty("selector")}: {failure}");
            }
        }

        tests.Count.ShouldBeGreaterThan(400);
        failures.ShouldBeEmpty();
    }

    private static string? Failure(JsonElement test)
    {
        var invalid = test.TryGetProperty("invalid_selector", out var flag) && flag.GetBoolean();
        try
        {
            var query = JsonPathQuery.Parse(test.GetProperty("selector").GetString()!);
            if (invalid)
            {
                return "should have been refused";
            }

            var found = JsonSerializer.SerializeToElement(query.Select(test.GetProperty("document")));
            var expected = test.TryGetProperty("result", out var one) ? [one] : test.GetProperty("results").EnumerateArray().ToArray();
            return expected.Any(result => JsonElement.DeepEquals(result, found)) ? null : $"found {found}";
        }
        catch (JsonPathException error)
        {
            return invalid ? null : error.Message;
        }
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
