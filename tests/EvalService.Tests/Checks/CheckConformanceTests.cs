using System.Text.Json;
using Podium.EvalService.Checks;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.Checks;

/// <summary>One row for each thing that a check is said to do: the check, an answer, whether it passes, and its score.</summary>
public class CheckConformanceTests
{
    private const string Schema = """{"type":"json-schema","value":{"type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":1}}}}""";
    private const string Draft7Tuple = """{"type":"json-schema","value":{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}],"additionalItems":false}}""";
    private const string Shop = """{"items":[{"name":"tea","price":3},{"name":"milk","price":1.5}],"open":true,"none":null}""";

    public static TheoryData<string, string, bool, double> Rows => new()
    {
        // equals
        { """{"type":"equals","value":"yes"}""", "yes", true, 1 },
        { """{"type":"equals","value":"yes"}""", "yes ", false, 0 },
        { """{"type":"equals","value":"yes"}""", "Yes", false, 0 },
        { """{"type":"equals","value":42}""", "42", true, 1 },
        { """{"type":"equals","value":{"a":1,"b":[2]}}""", """{ "b": [2.0], "a": 1 }""", true, 1 },
        { """{"type":"equals","value":{"a":1}}""", """{"a":1,"b":2}""", false, 0 },
        { """{"type":"equals","value":{"a":1}}""", "no JSON", false, 0 },
        { """{"type":"equals"}""", "the reference", true, 1 },
        { """{"type":"equals","value":"no","not":true}""", "yes", true, 1 },

        // contains and its relatives
        { """{"type":"contains","value":"Paris"}""", "It is Paris.", true, 1 },
        { """{"type":"contains","value":"Paris"}""", "It is paris.", false, 0 },
        { """{"type":"contains","value":""}""", "anything", true, 1 },
        { """{"type":"contains","value":"a;b"}""", "xa;by", true, 1 },
        { """{"type":"not-contains","value":"sorry"}""", "fine", true, 1 },
        { """{"type":"not-contains","value":"sorry"}""", "so sorry", false, 0 },
        { """{"type":"not_contains","value":"sorry"}""", "so sorry", false, 0 },
        { """{"type":"contains","value":"sorry","not":true}""", "fine", true, 1 },
        { """{"type":"not-contains","value":"sorry","not":true}""", "so sorry", true, 1 },
        { """{"type":"icontains","value":"PARIS"}""", "paris", true, 1 },
        { """{"type":"icontains","value":"ÉTÉ"}""", "été", true, 1 },
        { """{"type":"contains-all","value":["a","b"]}""", "b a", true, 1 },
        { """{"type":"contains-all","value":["a","b"]}""", "a", false, 0 },
        { """{"type":"contains-all","value":"a, b"}""", "ab", true, 1 },
        { """{"type":"contains-any","value":["a","b"]}""", "b", true, 1 },
        { """{"type":"contains-any","value":["a","b"]}""", "c", false, 0 },
        { """{"type":"icontains-all","value":["A","B"]}""", "ab", true, 1 },
        { """{"type":"icontains-any","value":["A","B"]}""", "b", true, 1 },
        { """{"type":"not-contains-any","value":["a","b"]}""", "c", true, 1 },
        { """{"type":"not-icontains-any","value":["As an AI"]}""", "as an ai model", false, 0 },

        // starts and ends
        { """{"type":"starts-with","value":"Dear"}""", "Dear Ada", true, 1 },
        { """{"type":"starts-with","value":"Dear"}""", " Dear Ada", false, 0 },
        { """{"type":"starts_with","value":"Dear"}""", "Dear", true, 1 },
        { """{"type":"ends-with","value":"."}""", "Done.", true, 1 },
        { """{"type":"ends-with","value":"."}""", "Done", false, 0 },

        // regex
        { """{"type":"regex","value":"^Yes$"}""", "Yes", true, 1 },
        { """{"type":"regex","value":"^Yes$"}""", "No\nYes", false, 0 },
        { """{"type":"regex","value":"^Yes$"}""", "Yes\n", false, 0 },
        { """{"type":"regex","value":"Yes$|^[$]\\$"}""", "$$ or Yes\n", true, 1 },
        { """{"type":"regex","value":"^\\d{3}$"}""", "line\n123\nline", false, 0 },
        { """{"type":"regex","value":"(?m)^\\d{3}$"}""", "line\n123\nline", true, 1 },
        { """{"type":"regex","value":"(?im:^yes$)"}""", "No\nYes\nNo", true, 1 },
        { """{"type":"regex","value":"a.b"}""", "a\nb", false, 0 },
        { """{"type":"regex","value":"(?i)PARIS"}""", "paris", true, 1 },
        { """{"type":"regex","value":"(\\w)\\1"}""", "book", true, 1 },
        { """{"type":"regex","value":"(?=.*a)(?=.*b)"}""", "ba", true, 1 },
        { """{"type":"not-regex","value":"\\bfoo\\b"}""", "food", true, 1 },
        { """{"type":"not-regex","value":"foo"}""", "foo", false, 0 },

        // counts
        { """{"type":"max-words","value":3}""", "one two three", true, 1 },
        { """{"type":"max-words","value":3}""", "one two three four", false, 0 },
        { """{"type":"max-words","value":0}""", " \n ", true, 1 },
        { """{"type":"min-words","value":2}""", "one\ntwo", true, 1 },
        { """{"type":"min-words","value":2}""", "one", false, 0 },
        { """{"type":"word-count","value":2}""", "one two", true, 1 },
        { """{"type":"word-count","value":{"min":1,"max":3}}""", "a b c d", false, 0 },
        { """{"type":"word-count","value":{"min":1,"max":3}}""", "a b c", true, 1 },
        { """{"type":"max-length","value":3}""", "a🐉b", true, 1 },
        { """{"type":"max-length","value":2}""", "a🐉b", false, 0 },
        { """{"type":"min-length","value":1}""", "", false, 0 },
        { """{"type":"length","value":{"min":2}}""", "ab", true, 1 },
        { """{"type":"max_chars","value":2}""", "abc", false, 0 },
        { """{"type":"line-count","value":3}""", "a\nb\nc\n", true, 1 },
        { """{"type":"line-count","value":3}""", "a\nb", false, 0 },
        { """{"type":"line-count","value":0}""", "", true, 1 },
        { """{"type":"max-lines","value":1}""", "a\n\nb", false, 0 },
        { """{"type":"min-lines","value":2}""", "a\nb", true, 1 },

        // JSON
        { """{"type":"is-json"}""", """{"a":1}""", true, 1 },
        { """{"type":"is-json"}""", " [1, 2] ", true, 1 },
        { """{"type":"is-json"}""", "\"text\"", true, 1 },
        { """{"type":"is-json"}""", """{"a":1,}""", false, 0 },
        { """{"type":"is-json"}""", """{"a":NaN}""", false, 0 },
        { """{"type":"is-json"}""", "", false, 0 },
        { """{"type":"is-json"}""", "```json\n{}\n```", false, 0 },
        { """{"type":"json_valid"}""", "{}", true, 1 },
        { """{"type":"not-is-json"}""", "prose", true, 1 },
        { """{"type":"is-json","value":{"required":["a"]}}""", "{}", false, 0 },
        { """{"type":"is-json","value":"{\"required\":[\"a\"]}"}""", """{"a":1}""", true, 1 },
        { """{"type":"contains-json"}""", "Here: ```json\n{\"a\":1}\n```", true, 1 },
        { """{"type":"contains-json"}""", "Here: {a:1}", false, 0 },
        { """{"type":"contains-json","value":{"required":["b"]}}""", """first {"a":1} then {"b":2}""", true, 1 },
        { """{"type":"contains-json","value":{"required":["c"]}}""", """first {"a":1} then {"b":2}""", false, 0 },
        { Schema, """{"n":1}""", true, 1 },
        { Schema, """{"n":1.0}""", true, 1 },
        { Schema, """{"n":0}""", false, 0 },
        { Schema, """{"n":"1"}""", false, 0 },
        { Schema, "{}", false, 0 },
        { Schema, "prose", false, 0 },
        { Draft7Tuple, """["a"]""", true, 1 },
        { Draft7Tuple, """["a","b"]""", false, 0 },
        { """{"type":"json-schema","value":true}""", "1", true, 1 },
        { """{"type":"json-schema","value":{"type":"array","uniqueItems":true}}""", "[1,1.0]", false, 0 },

        // JSON path
        { """{"type":"json-path","value":"$.items[?@.price < 2]"}""", Shop, true, 1 },
        { """{"type":"json-path","value":"$.items[?@.price > 5]"}""", Shop, false, 0 },
        { """{"type":"json-path","value":{"path":"$.items[*].name","count":2}}""", Shop, true, 1 },
        { """{"type":"json-path","value":{"path":"$.items[*].name","count":3}}""", Shop, false, 0 },
        { """{"type":"json-path","value":{"path":"$.items[0].price","equals":3.0}}""", Shop, true, 1 },
        { """{"type":"json-path","value":{"path":"$.items[0].price","equals":"3"}}""", Shop, false, 0 },
        { """{"type":"json-path","value":{"path":"$.none","equals":null}}""", Shop, true, 1 },
        { """{"type":"json-path","value":{"path":"$.nowhere","equals":null}}""", Shop, false, 0 },
        { """{"type":"json-path","value":{"path":"$.nowhere","count":0}}""", Shop, true, 1 },
        { """{"type":"json-path","value":"$.a"}""", "prose", false, 0 },
        { """{"type":"not-json-path","value":"$.nowhere"}""", Shop, true, 1 },

        // XML and HTML
        { """{"type":"is-xml"}""", "<a><b c='d'/></a>", true, 1 },
        { """{"type":"is-xml"}""", "<?xml version='1.0'?><a/>", true, 1 },
        { """{"type":"is-xml"}""", "<a><b></a>", false, 0 },
        { """{"type":"is-xml"}""", "text", false, 0 },
        { """{"type":"is-xml"}""", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", false, 0 },
        { """{"type":"is-html"}""", "<!doctype html><html><head><title>t</title></head><body><p>x</p></body></html>", true, 1 },
        { """{"type":"is-html"}""", "<html><head><title>t</title></head><body></body></html>", true, 1 },
        { """{"type":"is-html"}""", "<p>One<p>Two", false, 0 },
        { """{"type":"is-html"}""", "<ul><li>One<li>Two</ul>", true, 1 },
        { """{"type":"is-html"}""", "<div><p>x</div></p>", false, 0 },
        { """{"type":"is-html"}""", "just text", false, 0 },
        { """{"type":"not-is-html"}""", "just text", true, 1 },

        // similarity
        { """{"type":"levenshtein","value":"kitten","threshold":3}""", "sitting", true, 1 - (3.0 / 7) },
        { """{"type":"levenshtein","value":"kitten","threshold":2}""", "sitting", false, 1 - (3.0 / 7) },
        { """{"type":"levenshtein","value":"abc"}""", "abc", true, 1 },
        { """{"type":"levenshtein","value":"abc","threshold":0}""", "", false, 0 },
        { """{"type":"levenshtein"}""", "the reference", true, 1 },
        { """{"type":"not-levenshtein","value":"abc","threshold":0}""", "abd", true, 1.0 / 3 },
        { """{"type":"rouge-l","value":"the cat sat on the mat"}""", "the cat sat on the mat", true, 1 },
        { """{"type":"rouge-l","value":"police killed the gunman","threshold":0.75}""", "police kill the gunman", true, 0.75 },
        { """{"type":"rouge-l","value":"police killed the gunman","threshold":0.6}""", "the gunman kill police", false, 0.5 },
        { """{"type":"rouge-l","value":["x","police killed the gunman"]}""", "Police killed the gunman!", true, 1 },
        { """{"type":"not-rouge-l","value":"police killed the gunman","threshold":0.6}""", "the gunman kill police", true, 0.5 },
        { """{"type":"bleu","value":"the cat is on the mat"}""", "the cat is on the mat", true, 1 },
        { """{"type":"bleu","value":"one two three four five six seven eight"}""", "one two three four", false, 0.36787944117144233 },
        { """{"type":"bleu","value":"two words"}""", "Two words.", true, 1 },
        { """{"type":"bleu","value":"a b","threshold":0}""", "", true, 0 },

        // tools: the answer's calls are calculator{expression: 2+2, mode: fast}, search{}, calculator{expression: 3}
        { """{"type":"tool-called","value":"calculator"}""", "", true, 1 },
        { """{"type":"tool-called","value":["search","calculator"]}""", "", true, 1 },
        { """{"type":"tool-called","value":"weather"}""", "", false, 0 },
        { """{"type":"not-tool-called","value":"weather"}""", "", true, 1 },
        { """{"type":"tool-args","value":{"name":"calculator","args":{"expression":"2+2"}}}""", "", true, 1 },
        { """{"type":"tool-args","value":{"name":"calculator","args":{"expression":"2+2"},"mode":"exact"}}""", "", false, 0 },
        { """{"type":"tool-args","value":{"name":"calculator","args":{"expression":"3"},"mode":"exact"}}""", "", true, 1 },
        { """{"type":"tool-args","value":{"name":"calculator","args":{"expression":"9"}}}""", "", false, 0 },
        { """{"type":"tool-sequence","value":["calculator","search","calculator"]}""", "", true, 1 },
        { """{"type":"tool-sequence","value":["calculator","search"]}""", "", false, 0 },
        { """{"type":"tool-sequence","value":{"names":["calculator","calculator"],"mode":"in-order"}}""", "", true, 1 },
        { """{"type":"tool-sequence","value":{"names":["search","search"],"mode":"in_order"}}""", "", false, 0 },
        { """{"type":"tool-f1","value":["calculator","search"]}""", "", true, 1 },
        { """{"type":"tool-f1","value":["calculator","weather"]}""", "", false, 0.5 },
        { """{"type":"tool-call-f1","value":["calculator","weather"],"threshold":0.5}""", "", true, 0.5 },

        // measures: 1200 ms, 300 ms, unknown cost
        { """{"type":"latency","threshold":1200}""", "", true, 1 },
        { """{"type":"latency","threshold":1199.5}""", "", false, 0 },
        { """{"type":"ttft","value":300}""", "", true, 1 },
        { """{"type":"not-ttft","threshold":100}""", "", true, 1 },
        { """{"type":"cost","threshold":1}""", "", false, 0 },
        { """{"type":"not-cost","threshold":1}""", "", false, 0 },

        // sets
        { """{"type":"assert-set","value":[{"type":"contains","value":"a"},{"type":"contains","value":"b"}]}""", "ab", true, 1 },
        { """{"type":"assert-set","value":[{"type":"contains","value":"a"},{"type":"contains","value":"b"}]}""", "a", false, 0.5 },
        { """{"type":"assert-set","threshold":0.5,"assert":[{"type":"contains","value":"a"},{"type":"contains","value":"b"}]}""", "a", true, 0.5 },
        { """{"type":"assert-set","value":[{"type":"contains","value":"a","weight":3},{"type":"contains","value":"b"}],"threshold":0.75}""", "a", true, 0.75 },
    };

    [Fact]
    public void The_table_has_enough_rows() => Rows.Count.ShouldBeGreaterThanOrEqualTo(120);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_check_says_what_the_table_says(string check, string answer, bool passes, double score)
    {
        using var json = JsonDocument.Parse($"[{check}]");
        var report = CheckSet.Parse(null, json.RootElement).Evaluate(Input(answer));

        report.Pass.ShouldBe(passes, report.Results[0].Detail);
        report.Results.ShouldHaveSingleItem().Score!.Value.ShouldBe(score, 1e-12);
        report.Results[0].Detail.ShouldNotBeEmpty();
    }

    private static CheckInput Input(string answer) => new(answer)
    {
        Reference = "the reference",
        LatencyMs = 1200,
        TtftMs = 300,
        ToolCalls =
        [
            new CheckedToolCall("calculator", JsonSerializer.SerializeToElement(new { expression = "2+2", mode = "fast" })),
            new CheckedToolCall("search", null),
            new CheckedToolCall("calculator", JsonSerializer.SerializeToElement(new { expression = "3" })),
        ],
    };
}
