using System.Diagnostics.CodeAnalysis;
using Podium.EvalService.Checks.Kinds;

namespace Podium.EvalService.Checks.Parsing;

/// <summary>Every typed check by name: promptfoo's names where it has one.</summary>
internal static class CheckCatalog
{
    public const string Set = "assert-set";
    private const string Rubric = "llm-rubric";
    private const string Webhook = "webhook";

    private static readonly Dictionary<string, Func<CheckSpec, ICheck?>> Builders = new()
    {
        ["equals"] = EqualsCheck.Build,
        ["contains"] = spec => ContainsCheck.BuildOne(spec, ignoreCase: false),
        ["icontains"] = spec => ContainsCheck.BuildOne(spec, ignoreCase: true),
        ["contains-all"] = spec => ContainsCheck.BuildMany(spec, all: true, ignoreCase: false),
        ["contains-any"] = spec => ContainsCheck.BuildMany(spec, all: false, ignoreCase: false),
        ["icontains-all"] = spec => ContainsCheck.BuildMany(spec, all: true, ignoreCase: true),
        ["icontains-any"] = spec => ContainsCheck.BuildMany(spec, all: false, ignoreCase: true),
        ["starts-with"] = spec => spec.Text() is { } start ? new StartsWithCheck(start) : null,
        ["ends-with"] = spec => spec.Text() is { } end ? new EndsWithCheck(end) : null,
        ["regex"] = RegexCheck.Build,
        ["length"] = spec => CountCheck.BuildRange(spec, TextUnit.Characters),
        ["min-length"] = spec => CountCheck.BuildLeast(spec, TextUnit.Characters),
        ["max-length"] = spec => CountCheck.BuildMost(spec, TextUnit.Characters),
        ["word-count"] = spec => CountCheck.BuildRange(spec, TextUnit.Words),
        ["min-words"] = spec => CountCheck.BuildLeast(spec, TextUnit.Words),
        ["max-words"] = spec => CountCheck.BuildMost(spec, TextUnit.Words),
        ["line-count"] = spec => CountCheck.BuildRange(spec, TextUnit.Lines),
        ["min-lines"] = spec => CountCheck.BuildLeast(spec, TextUnit.Lines),
        ["max-lines"] = spec => CountCheck.BuildMost(spec, TextUnit.Lines),
        ["is-json"] = spec => JsonCheck.Build(spec, embedded: false),
        ["contains-json"] = spec => JsonCheck.Build(spec, embedded: true),
        ["json-schema"] = JsonCheck.BuildSchema,
        ["json-path"] = JsonPathCheck.Build,
        ["is-xml"] = _ => new XmlCheck(),
        ["is-html"] = _ => new HtmlCheck(),
        ["levenshtein"] = LevenshteinCheck.Build,
        ["rouge-l"] = spec => OverlapCheck.Build(spec, Overlap.RougeL),
        ["bleu"] = spec => OverlapCheck.Build(spec, Overlap.Bleu),
        ["tool-called"] = ToolCalledCheck.Build,
        ["tool-args"] = ToolArgumentsCheck.Build,
        ["tool-sequence"] = ToolSequenceCheck.Build,
        ["tool-f1"] = ToolF1Check.Build,
        ["latency"] = spec => MeasureCheck.Build(spec, Measure.Latency),
        ["ttft"] = spec => MeasureCheck.Build(spec, Measure.Ttft),
        ["cost"] = spec => MeasureCheck.Build(spec, Measure.Cost),
        [Rubric] = RubricCheck.Build,
        [Webhook] = WebhookCheck.Build,
        [Set] = CheckGroup.Build,
    };

    /// <summary>Other spellings in use: the seed's, promptfoo's older ones, and what people try first.</summary>
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["json-valid"] = "is-json",
        ["is-valid-json"] = "is-json",
        ["xml-valid"] = "is-xml",
        ["html-valid"] = "is-html",
        ["min-chars"] = "min-length",
        ["max-chars"] = "max-length",
        ["tool-arguments"] = "tool-args",
        ["tool-call-f1"] = "tool-f1",
        ["rubric"] = Rubric,
    };

    public static IEnumerable<string> Names => Builders.Keys;

    /// <summary>By name, as <see cref="IOutsideCheck"/> is by kind.</summary>
    public static bool AsksOutside(string name) => Aliases.GetValueOrDefault(name, name) is Rubric or Webhook;

    public static bool TryGet(string name, [NotNullWhen(true)] out Func<CheckSpec, ICheck?>? build) =>
        Builders.TryGetValue(Aliases.GetValueOrDefault(name, name), out build);
}
