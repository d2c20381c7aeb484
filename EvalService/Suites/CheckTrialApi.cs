using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.EvalService.Checks;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

/// <summary>Tries checks on a pasted answer. Nothing is stored, no model is asked: rubrics and webhooks stay undecided.</summary>
internal static class CheckTrialApi
{
    private const int MaxBodyBytes = 16 * 1024 * 1024;
    private const int MostToolCalls = 1_000;

    public static void MapCheckTrial(this RouteGroupBuilder suites) =>
        suites.MapPost("/check", Try).WithName("TryChecks").WithSummary("Tries a test's checks on a pasted answer")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .Produces<Trial>().ProducesProblem(413).ProducesProblem(422).RequireAuthorization(Policies.Viewer);

    private static Trial Try(JsonElement body, HttpContext context)
    {
        var fields = new SuiteFields();
        if (body.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("output", "The body is a JSON object.", "model_attributes_type");
            fields.ThrowIfInvalid();
        }

        var constraints = fields.Text(body, "expected_constraints", "expected_constraints", MaxBodyBytes);
        var typed = fields.Json(body, "checks", "checks", [JsonValueKind.Array, JsonValueKind.Object], MaxBodyBytes);
        var input = ReadInput(fields, body, context.RequestAborted);
        fields.ThrowIfInvalid();
        if (CheckSet.TryParse(constraints, typed, out var problems) is not { } checks)
        {
            throw new InvalidFieldsException([.. problems.Select(problem => new InvalidField("body", problem.Field, problem.Message))]);
        }

        var report = checks.Evaluate(input);
        return new Trial(
            report.Total,
            report.Passed,
            report.Score,
            report.Pass,
            report.Undecided,
            [.. report.Results.Select(r => new TrialResult(r.Type, r.Expected, r.Passed, r.Score, r.Detail, r.Weight, r.Metric))]);
    }

    private static CheckInput ReadInput(SuiteFields fields, JsonElement body, CancellationToken cancellationToken)
    {
        var output = body.TryGetProperty("output", out var given) && given.ValueKind == JsonValueKind.String
            ? fields.Text(body, "output", "output", MaxBodyBytes)
            : null;
        if (output is null)
        {
            fields.Refuse("output", "output is required: the answer to try the checks on.", "missing");
        }

        return new CheckInput(output ?? "")
        {
            Time = new CheckTime(cancellationToken),
            Prompt = fields.Text(body, "prompt", "prompt", MaxBodyBytes),
            Reference = fields.Text(body, "reference", "reference", MaxBodyBytes),
            LatencyMs = Number(fields, body, "latency_ms"),
            TtftMs = Number(fields, body, "ttft_ms"),
            CostUsd = (decimal?)Number(fields, body, "cost_usd"),
            ToolCalls = ReadToolCalls(fields, body),
        };
    }

    private static List<CheckedToolCall> ReadToolCalls(SuiteFields fields, JsonElement body)
    {
        var calls = new List<CheckedToolCall>();
        if (fields.Json(body, "tool_calls", "tool_calls", [JsonValueKind.Array], MaxBodyBytes) is not { } array)
        {
            return calls;
        }

        foreach (var call in array.EnumerateArray().Take(MostToolCalls))
        {
            if (call.ValueKind != JsonValueKind.Object || fields.Text(call, "name", $"tool_calls[{calls.Count}].name", 200, required: true) is not { } name)
            {
                fields.Refuse($"tool_calls[{calls.Count}]", "A tool call is an object with a name and arguments.");
                break;
            }

            calls.Add(new CheckedToolCall(name, call.TryGetProperty("arguments", out var arguments) ? arguments : null));
        }

        return calls;
    }

    private static double? Number(SuiteFields fields, JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and < 1e12)
        {
            return number;
        }

        fields.Refuse(name, $"{name} is a number of at least 0.", "float_type");
        return null;
    }

    internal sealed record Trial(int Total, int Passed, double? Score, bool? Pass, int Undecided, IReadOnlyList<TrialResult> Results);

    internal sealed record TrialResult(
        string Type, string Expected, bool? Passed, double? Score, string Detail, double Weight, string? Metric);
}
