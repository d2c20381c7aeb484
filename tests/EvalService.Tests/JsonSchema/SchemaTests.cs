using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.JsonSchema;
using Shouldly;
using Xunit;

namespace Podium.EvalService.Tests.JsonSchema;

public class SchemaTests
{
    private const string Draft7 = "\"$schema\":\"http://json-schema.org/draft-07/schema#\"";

    [Theory]

    // types and numbers
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"type":"integer"}""", "1e2", true)]
    [InlineData("""{"type":"integer"}""", "1.5", false)]
    [InlineData("""{"type":["string","null"]}""", "null", true)]
    [InlineData("""{"multipleOf":0.01}""", "19.99", true)]
    [InlineData("""{"multipleOf":0.0001}""", "0.00751", false)]
    [InlineData("""{"multipleOf":0.123456789}""", "1e308", false)]
    [InlineData("""{"maximum":18446744073709551600}""", "18446744073709551601", false)]
    [InlineData("""{"exclusiveMaximum":-972783798187987123879878123.188781371}""", "-972783798187987123879878123.188781372", true)]
    [InlineData("""{"exclusiveMinimum":0}""", "-0.0", false)]
    [InlineData("""{"maximum":1e1000000000}""", "1e999999999", true)]
    [InlineData("""{"multipleOf":3}""", "3e1000000000", true)]

    // equality
    [InlineData("""{"const":{"a":false}}""", """{"a":0}""", false)]
    [InlineData("""{"const":[1.0,{"b":2,"a":1}]}""", """[1,{"a":1,"b":2e0}]""", true)]
    [InlineData("""{"enum":[true]}""", "1", false)]
    [InlineData("""{"uniqueItems":true}""", "[[1],[true]]", true)]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2,"a":1.0}]""", false)]

    // texts
    [InlineData("""{"maxLength":2}""", "\"🐉🐉\"", true)]
    [InlineData("""{"minLength":3}""", "\"🐉🐉\"", false)]
    [InlineData("""{"pattern":"^a*$"}""", "\"aaa\\n\"", false)]
    [InlineData("""{"pattern":"^\\d+$"}""", "\"٣\"", false)]
    [InlineData("""{"pattern":"^\\p{Letter}+$"}""", "\"Größe\"", true)]
    [InlineData("""{"pattern":"^[[a]$"}""", "\"[\"", true)]
    [InlineData("""{"pattern":"^\\u{1F409}$"}""", "\"🐉\"", true)]
    [InlineData("""{"format":"email"}""", "\"no address\"", true)]

    // objects
    [InlineData("""{"properties":{"a":{}},"patternProperties":{"^x":{}},"additionalProperties":false}""", """{"a":1,"x1":2}""", true)]
    [InlineData("""{"properties":{"a":{}},"patternProperties":{"^x":{}},"additionalProperties":false}""", """{"b":1}""", false)]
    [InlineData("""{"propertyNames":{"maxLength":2}}""", """{"abc":1}""", false)]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", false)]
    [InlineData("""{"dependentSchemas":{"a":{"minProperties":2}}}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}""", """{"a":1}""", true)]
    [InlineData("""{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"anyOf":[{"properties":{"a":{"const":1}}},{"properties":{"b":{}}}],"unevaluatedProperties":false}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"not":{"not":{"properties":{"a":{}}}},"unevaluatedProperties":false}""", """{"a":1}""", false)]
    [InlineData("""{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"a":1}""", false)]
    [InlineData("""{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"c":1}""", true)]

    // arrays
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a"]""", true)]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":false}""", """["a","b"]""", false)]
    [InlineData("""{"contains":{"type":"integer"},"minContains":2,"maxContains":3}""", """[1,"a",2]""", true)]
    [InlineData("""{"contains":{"type":"integer"},"minContains":0}""", "[]", true)]
    [InlineData("""{"contains":{"type":"integer"},"maxContains":1}""", "[1,2]", false)]
    [InlineData("""{"prefixItems":[true],"contains":{"type":"string"},"unevaluatedItems":false}""", """[1,"a"]""", true)]
    [InlineData("""{"prefixItems":[true],"contains":{"type":"string"},"unevaluatedItems":false}""", """[1,"a",2]""", false)]

    // references
    [InlineData("""{"$ref":"#/$defs/a~1b%25","$defs":{"a/b%":{"type":"string"}}}""", "\"x\"", true)]
    [InlineData("""{"$ref":"#/$defs/a","maxLength":1,"$defs":{"a":{"type":"string"}}}""", "\"xx\"", false)]
    [InlineData("""{"$ref":"#name","$defs":{"a":{"$anchor":"name","type":"string"}}}""", "1", false)]
    [InlineData("""{"$id":"https://example.org/root","$ref":"item","$defs":{"a":{"$id":"item","type":"string"}}}""", "1", false)]
    [InlineData("""{"$id":"urn:uuid:deadbeef-1234-0000-0000-4321feebdaed","$ref":"urn:uuid:deadbeef-1234-0000-0000-4321feebdaed#/$defs/a","$defs":{"a":false}}""", "1", false)]
    [InlineData("""{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}""", """{"next":{"next":{"last":1}}}""", false)]
    [InlineData("""{"$ref":"https://json-schema.org/draft/2020-12/schema"}""", """{"properties":{"a":{"minLength":-1}}}""", false)]
    [InlineData("""{"$ref":"https://json-schema.org/draft/2020-12/schema"}""", """{"properties":{"a":{"minLength":1}}}""", true)]
    [InlineData("""{"$id":"https://example.org/list","$ref":"tree","$defs":{"here":{"$dynamicAnchor":"node","type":"integer"},"tree":{"$id":"tree","items":{"$dynamicRef":"#node"},"$defs":{"there":{"$dynamicAnchor":"node","type":"string"}}}}}""", "[1]", true)]
    [InlineData("""{"$id":"https://example.org/list","$ref":"tree","$defs":{"here":{"$dynamicAnchor":"node","type":"integer"},"tree":{"$id":"tree","items":{"$dynamicRef":"#node"},"$defs":{"there":{"$dynamicAnchor":"node","type":"string"}}}}}""", "[\"a\"]", false)]

    // draft 7 is another language
    [InlineData("{" + Draft7 + ""","items":[{"type":"string"}],"additionalItems":false}""", """["a",1]""", false)]
    [InlineData("{" + Draft7 + ""","prefixItems":[{"type":"string"}]}""", "[1]", true)]
    [InlineData("{" + Draft7 + ""","$ref":"#/definitions/a","maxLength":1,"definitions":{"a":{"type":"string"}}}""", "\"xx\"", true)]
    [InlineData("{" + Draft7 + ""","dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"a":1,"b":1,"c":1}""", false)]
    [InlineData("{" + Draft7 + ""","definitions":{"a":{"$id":"#name","type":"string"}},"allOf":[{"$ref":"#name"}]}""", "1", false)]
    [InlineData("{" + Draft7 + ""","contains":{"type":"integer"},"minContains":2}""", "[1]", true)]

    // true and false
    [InlineData("true", "1", true)]
    [InlineData("false", "1", false)]
    [InlineData("{}", "null", true)]
    public void A_schema_accepts_and_refuses_as_its_draft_says(string schema, string value, bool valid)
    {
        var verdict = Compile(schema).Validate(Json(value));
        verdict.IsValid.ShouldBe(valid);
        (verdict.Errors.Count > 0).ShouldBe(!valid);
    }

    [Fact]
    public void An_error_says_where_and_what()
    {
        var verdict = Compile("""{"properties":{"a/b":{"items":{"type":"string","maxLength":2}}},"required":["c"]}""").Validate(Json("""{"a/b":["x",1,"long"]}"""));
        verdict.Errors.ShouldBe(
        [
            new SchemaError("", "/required", "'c' is missing."),
            new SchemaError("/a~1b/1", "/properties/a~1b/items/type", "It has to be string."),
            new SchemaError("/a~1b/2", "/properties/a~1b/items/maxLength", "It has more than 2 characters."),
        ]);
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("""{"type":"text"}""", "/type")]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", "/properties/a/minLength")]
    [InlineData("""{"properties":{"a":7}}""", "/properties/a")]
    [InlineData("""{"allOf":[]}""", "/allOf")]
    [InlineData("""{"multipleOf":0}""", "/multipleOf")]
    [InlineData("""{"properties":{"a":{"pattern":"("}}}""", "/properties/a/pattern")]
    [InlineData("""{"$ref":"#/$defs/nowhere"}""", "/$ref")]
    [InlineData("""{"$ref":"#nobody"}""", "/$ref")]
    [InlineData("""{"$ref":"http://169.254.169.254/latest"}""", "/$ref")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "/$ref")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema"}""", "")]
    [InlineData("{" + Draft7 + ""","items":[1]}""", "/items")]
    public void A_schema_that_is_none_is_refused_with_its_place(string schema, string location)
    {
        var error = Should.Throw<SchemaException>(() => Compile(schema));
        error.Location.ShouldBe(location);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}""")]
    [InlineData("""{"$dynamicAnchor":"a","$dynamicRef":"#a"}""")]
    public void A_schema_that_goes_in_circles_is_given_up(string schema)
    {
        var verdict = Compile(schema).Validate(Json("1"));
        (verdict.IsValid, verdict.TooCostly).ShouldBe((false, true));
    }

    [Fact]
    public void A_schema_that_doubles_with_every_reference_is_given_up_in_time()
    {
        var defs = Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}
            """);
        var clock = Stopwatch.StartNew();
        Compile($$$"""{"$ref":"#/$defs/d0","$defs":{{{{string.Join(',', defs)}}},"d60":true}}""").Validate(Json("1")).TooCostly.ShouldBeTrue();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_chain_of_ten_thousand_references_compiles()
    {
        var defs = Enumerable.Range(0, 10_000).Select(i => $$"""
            "d{{i}}":{"$ref":"#/$defs/d{{i + 1}}"}
            """);
        var schema = Compile($$$"""{"$ref":"#/$defs/d0","$defs":{{{{string.Join(',', defs)}}},"d10000":true}}""");
        schema.Validate(Json("1")).TooCostly.ShouldBeTrue();
    }

    [Fact]
    public void One_schema_serves_many_threads()
    {
        var schema = Compile("""{"type":"object","properties":{"a":{"$ref":"#"}},"unevaluatedProperties":false}""");
        Parallel.For(0, 200, i => schema.Validate(Json(i % 2 == 0 ? """{"a":{"a":{}}}""" : """{"a":{"b":1}}""")).IsValid.ShouldBe(i % 2 == 0));
    }

    [Fact]
    public void Numbers_compare_as_decimals_do()
    {
        var numbers = Arb.From(Gen.Choose(-2000, 2000).Zip(Gen.Choose(-4, 4)).Select(pair => (Text: $"{pair.Item1}e{pair.Item2}", Value: pair.Item1 * Pow(pair.Item2))));
        Prop.ForAll(numbers, numbers, (left, right) =>
        {
            var (one, other) = (JsonNumber.Parse(left.Text), JsonNumber.Parse(right.Text));
            return Math.Sign(one.CompareTo(other)) == Math.Sign(left.Value.CompareTo(right.Value))
                && (one == other) == (left.Value == right.Value)
                && (right.Value <= 0 || one.IsMultipleOf(other) == (left.Value % right.Value == 0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Hostile_numbers_cost_nothing()
    {
        var clock = Stopwatch.StartNew();
        var digits = new string('9', 500_000);
        Compile("""{"multipleOf":7,"maximum":1e5}""").Validate(Json($"1{digits}")).IsValid.ShouldBeFalse();
        Compile("""{"enum":[1]}""").Validate(Json("1e-99999999999999999999")).IsValid.ShouldBeFalse();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static decimal Pow(int exponent) => exponent >= 0 ? (decimal)Math.Pow(10, exponent) : 1 / (decimal)Math.Pow(10, -exponent);

    private static CompiledSchema Compile(string schema) => CompiledSchema.Compile(Json(schema));

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
