using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Podium.EvalService.Suites.Importing;

/// <summary>
/// Reads one YAML document as JSON by its events, since a tree built by recursion would fall to a file that is nested deep enough. Aliases are
/// copied, within bounds on all nodes, their characters and their depth: a few lines of them can stand for billions.
/// </summary>
internal sealed partial class YamlJson(IParser events, ImportBudget budget)
{
    private const int Deepest = 60;
    private const int MostNodes = 5_000_000;

    private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
    private int _nodes;

    /// <param name="budget">For what aliases repeat.</param>
    /// <exception cref="FormatException">It is not YAML, or more than is accepted of it.</exception>
    public static JsonNode? Parse(string text, ImportBudget budget)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            return parser.Accept<StreamEnd>(out _) ? null : new YamlJson(parser, budget).ReadDocument();
        }
        catch (YamlException error)
        {
            throw new FormatException($"Line {error.Start.Line}: {error.Message}", error);
        }
    }

    private JsonNode? ReadDocument()
    {
        events.Consume<DocumentStart>();
        return Read(0);
    }

    private JsonNode? Read(int depth)
    {
        RefuseDepth(depth);
        Count(1);
        if (events.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known) ? Copy(known, depth) : throw new FormatException($"Nothing is anchored as {alias.Value}.");
        }

        var anchor = events.Accept<NodeEvent>(out var node) ? node.Anchor : AnchorName.Empty;
        JsonNode? value = events.TryConsume<Scalar>(out var scalar) ? Value(scalar)
            : events.TryConsume<SequenceStart>(out _) ? ReadSequence(depth)
            : ReadMapping(depth);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private JsonArray ReadSequence(int depth)
    {
        var array = new JsonArray();
        while (!events.TryConsume<SequenceEnd>(out _))
        {
            array.Add(Read(depth + 1));
        }

        return array;
    }

    private JsonObject ReadMapping(int depth)
    {
        events.Consume<MappingStart>();
        var merged = new JsonObject();
        while (!events.TryConsume<MappingEnd>(out _))
        {
            var key = events.TryConsume<Scalar>(out var scalar) ? scalar.Value : throw new FormatException("The keys of YAML mappings have to be texts.");
            var value = Read(depth + 1);
            if (key == "<<" && value is JsonObject parent)
            {
                foreach (var (name, inherited) in parent)
                {
                    merged.TryAdd(name, inherited?.DeepClone());
                }
            }
            else
            {
                merged[key] = value;
            }
        }

        return merged;
    }

    private JsonNode? Copy(JsonNode? node, int depth)
    {
        var size = NodeSize.Of(node);
        RefuseDepth(depth + size.Depth);
        Count(size.Nodes);
        budget.Spend(size.Characters);
        return node?.DeepClone();
    }

    private static void RefuseDepth(int depth)
    {
        if (depth > Deepest)
        {
            throw new FormatException($"YAML may be nested {Deepest} deep.");
        }
    }

    private void Count(int nodes)
    {
        if ((_nodes += nodes) > MostNodes)
        {
            throw new FormatException($"YAML may stand for {MostNodes:N0} values.");
        }
    }

    /// <summary>The core schema of YAML 1.2: what is not quoted may be null, a truth value or a number.</summary>
    private static JsonValue? Value(Scalar scalar) => scalar is { Style: not ScalarStyle.Plain } or { Tag.IsEmpty: false }
        ? JsonValue.Create(scalar.Value)
        : scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            var text when Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            var text when Real().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) =>
                JsonValue.Create(real),
            var text => JsonValue.Create(text),
        };

    [GeneratedRegex(@"^[-+]?[0-9]+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
