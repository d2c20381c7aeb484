using System.Text.Json;

namespace Podium.EvalService.Runs;

/// <summary>The body of <c>POST /api/runs/start</c>.</summary>
internal sealed record StartRunRequest
{
    private const int MostCars = 10_000;
    private const int LongestLabel = 200;

    public required long SuiteId { get; init; }

    public required IReadOnlyList<long> CarIds { get; init; }

    public long? JudgeCarId { get; init; }

    public string Mode { get; init; } = RunMode.Sequential;

    public int Repetitions { get; init; } = 1;

    public int Warmups { get; init; }

    public RunLimits Limits { get; init; } = RunLimits.None;

    public string? Label { get; init; }

    /// <summary>Null: the current one.</summary>
    public int? SuiteVersion { get; init; }

    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Naming every field at fault.</exception>
    public static StartRunRequest Read(JsonElement body)
    {
        var fields = new FieldReader("body");
        if (body.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("suite_id", "The body is a JSON object.", "model_attributes_type");
            fields.ThrowIfInvalid();
        }

        var request = new StartRunRequest
        {
            SuiteId = fields.Integer(body, "suite_id", "suite_id", 1, long.MaxValue, required: true) ?? 0,
            CarIds = ReadCars(fields, body),
            JudgeCarId = fields.Integer(body, "judge_car_id", "judge_car_id", 1, long.MaxValue),
            Mode = fields.OneOf(fields.Text(body, "mode", "mode", 40), "mode", [RunMode.Sequential, RunMode.HeadToHead]) ?? RunMode.Sequential,
            Repetitions = (int)(fields.Integer(body, "repetitions", "repetitions", 1, 100) ?? 1),
            Warmups = (int)(fields.Integer(body, "warmups", "warmups", 0, 10) ?? 0),
            Limits = ReadLimits(fields, body),
            Label = fields.Text(body, "label", "label", LongestLabel),
            SuiteVersion = (int?)fields.Integer(body, "suite_version", "suite_version", 1, int.MaxValue),
        };
        fields.ThrowIfInvalid();
        return request;
    }

    private static List<long> ReadCars(FieldReader fields, JsonElement body)
    {
        var ids = new List<long>();
        if (fields.Member(body, "car_ids", "car_ids", required: true) is not { } cars)
        {
            return ids;
        }

        if (cars.ValueKind != JsonValueKind.Array || cars.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.Number || !c.TryGetInt64(out _)))
        {
            fields.Refuse("car_ids", "car_ids is an array of whole numbers.", "list_type");
            return ids;
        }

        ids.AddRange(cars.EnumerateArray().Select(c => c.GetInt64()));
        if (ids.Count is 0 or > MostCars)
        {
            fields.Refuse("car_ids", $"A run has 1 to {MostCars} cars.", "too_short");
        }
        else if (ids.Distinct().Count() != ids.Count)
        {
            fields.Refuse("car_ids", "A car can be in a run only once.");
        }

        return ids;
    }

    private static RunLimits ReadLimits(FieldReader fields, JsonElement body)
    {
        if (fields.Member(body, "limits", "limits", required: false) is not { } limits)
        {
            return RunLimits.None;
        }

        if (limits.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("limits", "limits is an object.", "dict_type");
            return RunLimits.None;
        }

        var cost = fields.Amount(limits, "max_cost_usd", "limits.max_cost_usd", 1_000_000);
        return new RunLimits(
            (double?)fields.Amount(limits, "max_seconds", "limits.max_seconds", 10_000_000),
            cost is { } usd ? (long)(usd * 1_000_000_000_000m) : null,
            (int?)fields.Integer(limits, "max_errors", "limits.max_errors", 1, int.MaxValue));
    }
}
