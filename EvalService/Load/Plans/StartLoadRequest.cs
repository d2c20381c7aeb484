using System.Text.Json;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load.Plans;

/// <summary>What somebody asks for. Everything wrong with it is told at once.</summary>
internal sealed record StartLoadRequest
{
    private const int MostCars = 8;
    private const int MostLevels = 20;
    private const double HighestLevel = 10_000;

    public required IReadOnlyList<long> CarIds { get; init; }

    public required LoadPlan Plan { get; init; }

    public string? Name { get; init; }

    public string? System { get; init; }

    /// <summary>Null: the prompts of the suite.</summary>
    public string? Prompt { get; init; }

    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Everything that is wrong with it.</exception>
    public static StartLoadRequest Read(JsonElement body, LoadOptions options)
    {
        var fields = new FieldReader("body");
        var request = new StartLoadRequest
        {
            CarIds = Cars(fields, body),
            Plan = PlanOf(fields, body, options),
            Name = Blank(fields.Text(body, "name", "name", 200)),
            System = Blank(fields.Text(body, "system", "system", LoadPrompts.LongestPrompt)),
            Prompt = Blank(fields.Text(body, "prompt", "prompt", LoadPrompts.LongestPrompt)),
        };
        if (request.Prompt is null == request.Plan.SuiteId is null)
        {
            fields.Refuse("prompt", "A load asks either a prompt or the prompts of a suite (suite_id).", "missing");
        }

        fields.ThrowIfInvalid();
        CheckSize(fields, request, options);
        return request;
    }

    private static List<long> Cars(FieldReader fields, JsonElement body)
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
            fields.Refuse("car_ids", $"A load has 1 to {MostCars} cars.", "too_short");
        }
        else if (ids.Distinct().Count() != ids.Count)
        {
            fields.Refuse("car_ids", "A car can be in a load only once.");
        }

        return ids;
    }

    private static LoadPlan PlanOf(FieldReader fields, JsonElement body, LoadOptions options)
    {
        var shape = fields.OneOf(fields.Text(body, "shape", "shape", 20), "shape", LoadShape.All) ?? LoadShape.Steady;
        var arrivals = fields.OneOf(fields.Text(body, "arrivals", "arrivals", 20), "arrivals", ArrivalProcess.All) ?? ArrivalProcess.Closed;
        var growth = fields.OneOf(fields.Text(body, "growth", "growth", 20), "growth", LoadGrowth.All) ?? LoadGrowth.Linear;
        return new LoadPlan
        {
            Shape = shape,
            Arrivals = arrivals,
            Growth = growth,
            Levels = LevelsOf(fields, body, shape, arrivals, growth, options),
            Burstiness = fields.Real(body, "burstiness", "burstiness", 0.01, 100) ?? 1,
            Seconds = fields.Real(body, "seconds", "seconds", 0.5, options.MaxSeconds) ?? 30,
            MaxRequests = (int?)fields.Integer(body, "max_requests", "max_requests", 1, options.MaxRequests),
            Warmups = (int)(fields.Integer(body, "warmups", "warmups", 0, 100) ?? 1),
            Order = fields.OneOf(fields.Text(body, "order", "order", 20), "order", LoadOrder.All) ?? LoadOrder.InTurn,
            SuiteId = fields.Integer(body, "suite_id", "suite_id", 1, long.MaxValue),
            MaxOutputTokens = (int?)fields.Integer(body, "max_output_tokens", "max_output_tokens", 1, 1_000_000),
            UniquePrompts = fields.Flag(body, "unique_prompts", otherwise: true),
            LiftLimit = fields.Flag(body, "lift_limit", otherwise: false),
            Slos = SlosOf(fields, body),
            StopAtSaturation = fields.Flag(body, "stop_at_saturation", otherwise: true),
            SaturationTtftMs = fields.Real(body, "saturation_ttft_ms", "saturation_ttft_ms", 1, 600_000) ?? Measuring.SaturationDetector.DefaultTtftMs,
            GraceSeconds = fields.Real(body, "grace_seconds", "grace_seconds", 0, 600) ?? 30,
            MaxErrors = (int?)fields.Integer(body, "max_errors", "max_errors", 1, int.MaxValue),
            MaxCostPicoUsd = fields.Amount(body, "max_cost_usd", "max_cost_usd", 1_000_000) is { } usd ? (long)(usd * 1_000_000_000_000m) : null,
            Seed = (int)(fields.Integer(body, "seed", "seed", 0, int.MaxValue) ?? Random.Shared.Next()),
        };
    }

    private static double[] LevelsOf(FieldReader fields, JsonElement body, string shape, string arrivals, string growth, LoadOptions options)
    {
        if (fields.Member(body, "levels", "levels", required: true) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(l => l.ValueKind != JsonValueKind.Number || !l.TryGetDouble(out _)))
        {
            fields.Refuse("levels", "levels is an array of numbers.", "list_type");
            return [];
        }

        var levels = value.EnumerateArray().Select(l => l.GetDouble()).ToArray();
        var (fewest, most) = shape switch { LoadShape.Ramp => (2, 2), LoadShape.Sweep => (2, MostLevels), _ => (1, 1) };
        var highest = arrivals == ArrivalProcess.Closed ? Math.Min(HighestLevel, options.MaxInFlight) : HighestLevel;

        // A linear ramp of rates may begin at nothing; a logarithm and a division may not.
        var least = arrivals == ArrivalProcess.Closed ? 1 : shape == LoadShape.Ramp && growth == LoadGrowth.Linear ? 0 : 0.01;
        if (levels.Length < fewest || levels.Length > most)
        {
            fields.Refuse("levels", fewest == most ? $"levels of a {shape} load has {fewest} entries." : $"levels of a {shape} has {fewest} to {most} entries.", "too_short");
        }
        else if (levels.Any(level => !(level >= least && level <= highest)) || levels.Max() <= 0)
        {
            fields.Refuse("levels", FormattableString.Invariant($"Each of levels is a number from {least} to {highest}, and one of them is above zero."));
        }
        else if (arrivals == ArrivalProcess.Closed && levels.Any(level => level != Math.Truncate(level)))
        {
            fields.Refuse("levels", "levels of a closed loop are whole numbers of requests in flight.", "int_type");
        }
        else if (shape == LoadShape.Sweep && levels.Zip(levels.Skip(1)).Any(pair => pair.Second <= pair.First))
        {
            fields.Refuse("levels", "levels of a sweep rise from one to the next.");
        }

        return levels;
    }

    private static LoadSlos SlosOf(FieldReader fields, JsonElement body)
    {
        if (fields.Member(body, "slos", "slos", required: false) is not { } slos)
        {
            return LoadSlos.None;
        }

        if (slos.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("slos", "slos is an object.", "dict_type");
            return LoadSlos.None;
        }

        double? Limit(string name) => fields.Real(slos, name, $"slos.{name}", 0.001, 86_400_000);
        return new LoadSlos(Limit("ttft_ms"), Limit("itl_ms"), Limit("e2e_ms"), Limit("response_ms"));
    }

    private static void CheckSize(FieldReader fields, StartLoadRequest request, LoadOptions options)
    {
        var plan = request.Plan;
        var requests = plan.PlannedRequests() * request.CarIds.Count;
        var seconds = plan.Stages().Sum(s => s.Seconds) * (plan.Order == LoadOrder.InTurn ? request.CarIds.Count : 1);
        if (requests > options.MaxRequests)
        {
            fields.Refuse("levels", $"A load has at most {options.MaxRequests} requests; this one would have {requests}.", "too_long");
        }

        if (seconds > options.MaxSeconds)
        {
            fields.Refuse("seconds", FormattableString.Invariant($"A load takes at most {options.MaxSeconds} seconds; this one would take {seconds:0}."), "too_long");
        }

        fields.ThrowIfInvalid();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
