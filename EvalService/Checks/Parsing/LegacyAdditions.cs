using System.Text.Json;
using Podium.EvalService.Checks.Kinds;

namespace Podium.EvalService.Checks.Parsing;

/// <summary>What Podium understands in the seed's text beyond the seed's own five types.</summary>
internal static class LegacyAdditions
{
    public static ICheck? Build(string type, string value, List<CheckProblem> problems) => type switch
    {
        "equals" => new EqualsCheck(value, null),
        "starts_with" => new StartsWithCheck(value),
        "ends_with" => new EndsWithCheck(value),
        "min_words" => Bound(value, problems, least => new CountCheck(TextUnit.Words, least, null)),
        "min_chars" => Bound(value, problems, least => new CountCheck(TextUnit.Characters, least, null)),
        "max_chars" => Bound(value, problems, most => new CountCheck(TextUnit.Characters, null, most)),
        "line_count" => Bound(value, problems, count => new CountCheck(TextUnit.Lines, count, count)),
        "json_valid" => new JsonCheck(null, embedded: false),
        "json_schema" or "json_path" => Json(type, value, problems),
        "tool_called" => new ToolCalledCheck(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        _ => new UnsupportedCheck($"There is no check '{type}'."),
    };

    private static CountCheck? Bound(string value, List<CheckProblem> problems, Func<int, CountCheck> build)
    {
        if (LegacyCheckParser.WholeNumber(value) is { } number and >= 0)
        {
            return build(number);
        }

        problems.Add(new CheckProblem(LegacyCheckParser.Field, $"'{value}' is not a whole number of at least 0."));
        return null;
    }

    private static ICheck? Json(string type, string value, List<CheckProblem> problems)
    {
        JsonElement json;
        try
        {
            json = type == "json_path" ? JsonSerializer.SerializeToElement(value) : JsonSerializer.Deserialize<JsonElement>(value);
        }
        catch (JsonException)
        {
            problems.Add(new CheckProblem(LegacyCheckParser.Field, "The value of json_schema is not JSON; it has to stand on one line."));
            return null;
        }

        var own = new List<CheckProblem>();
        var spec = new CheckSpec(type, LegacyCheckParser.Field, json, null, own, new CheckCount());
        ICheck? check = type == "json_path" ? JsonPathCheck.Build(spec) : JsonCheck.BuildSchema(spec);
        problems.AddRange(own.Select(problem => problem with { Field = LegacyCheckParser.Field }));
        return check;
    }
}
