using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs;

/// <summary>What can be read of runs: the list, one run whole (which is also its export) or by pages, and one item.</summary>
internal static class RunReads
{
    private const string Live = "r.deleted_at is null";

    private static readonly string[] _itemModes = ["all", "none", "page"];
    private static readonly string[] _forms = ["full", "row"];

    public static void MapRunReads(this IEndpointRouteBuilder runs)
    {
        runs.MapGet("", ListAsync).WithName("ListRuns").WithSummary("Runs, newest first, each with its first 1,000 items (items=none: without) and its first 50 cars")
            .Produces<IReadOnlyList<RunDocument>>().ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/{id:long}", GetAsync).WithName("GetRun").WithSummary("A run with its items, outputs, metrics, tool calls and judge results (items=none: without all that belongs to an item)")
            .Produces<RunDetailDocument>().ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/{id:long}/items", ListItemsAsync).WithName("ListRunItems")
            .WithSummary("A run's items with their metrics, page by page (form=row: only what a row of a table shows of each)")
            .ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/{id:long}/items/{itemId:long}", GetItemAsync).WithName("GetRunItem")
            .WithSummary("One item: its test, output, metrics, tool calls, scores and the times of its events")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
    }

    /// <summary>The run alone, as every change of it answers.</summary>
    public static async Task<IResult> RunAsync(long id, RunReader reader, CancellationToken cancellationToken) => Json(
        await reader.ReadOneAsync($"select {RunJsonSql.RunAlone}::text from {RunJsonSql.RunTables} where r.id = @id and {Live}", With(("id", id)), cancellationToken)
        ?? throw RunsApi.Unknown(id));

    private static async Task ListAsync(
        HttpContext context, RunReader reader, string? limit = null, string? status = null, string? suite_id = null, string? car_id = null, string? items = null,
        string? before = null)
    {
        var fields = new FieldReader("query");
        var parameters = With(
            ("limit", fields.Number(limit, "limit", 1, 500) ?? 50),
            ("status", fields.OneOf(status?.ToUpperInvariant(), "status", RunStatus.All)),
            ("suite", fields.Number(suite_id, "suite_id", 1, long.MaxValue)),
            ("car", fields.Number(car_id, "car_id", 1, long.MaxValue)),
            ("before", fields.Number(before, "before", 1, long.MaxValue)));
        var run = fields.OneOf(items, "items", ["all", "none"]) == "none" ? RunJsonSql.ListedAlone : RunJsonSql.ListedWithItems;
        fields.ThrowIfInvalid();
        Begin(context);
        await reader.WriteAsync(
            context.Response.BodyWriter,
            [
                ("", $"""
                    select {run}::text from {RunJsonSql.RunTables}
                    where {Live} and (@status::text is null or r.status = @status) and (@suite::bigint is null or r.suite_id = @suite)
                      and (@before::bigint is null or r.id < @before)
                      and (@car::bigint is null or r.cars @> jsonb_build_array(jsonb_build_object('id', @car::bigint)))
                    order by r.id desc limit @limit
                    """),
            ],
            parameters,
            context.RequestAborted);
    }

    private static async Task GetAsync(
        long id, HttpContext context, RunReader reader, string? items = null, string? cursor = null, string? limit = null)
    {
        var fields = new FieldReader("query");
        var mode = fields.OneOf(items, "items", _itemModes) ?? "all";
        var after = fields.Number(cursor, "cursor", 0, int.MaxValue) ?? 0;
        var size = fields.Number(limit, "limit", 1, 500) ?? 100;
        fields.ThrowIfInvalid();
        var parameters = With(("id", id), ("after", after), ("size", size));
        var run = await reader.ReadOneAsync(
            $"select {RunJsonSql.RunAlone}::text from {RunJsonSql.RunTables} where r.id = @id and {Live}", parameters, context.RequestAborted) ?? throw RunsApi.Unknown(id);
        var page = mode == "page" ? " and i.ordinal > @after and i.ordinal <= @after + @size" : mode == "none" ? " and false" : "";

        // Without items there is nothing that a score of an item could stand beside; those of cars and of the run are few.
        var scores = mode == "none" ? " and j.run_item_id is null" : "";
        var itemsSql = $"select {RunJsonSql.Item}::text from eval.run_items i where i.run_id = @id{page} order by i.ordinal";
        Begin(context);

        // The run's own list of items is the seed's too: its place in the text of the run is known, since it is empty there.
        var head = run.Split("\"items\" : []", 2);
        (string, string?)[] parts =
        [
            ($"{{\"run\":{head[0]}\"items\":", mode == "all" ? itemsSql : $"{itemsSql} limit 0"),
            ($"{head[1]},\"items\":", itemsSql),
            (",\"outputs\":", Of("outputs o", RunJsonSql.Output, "o", page)),
            (",\"metrics\":", Of("metrics m", RunJsonSql.Metric, "m", page)),
            (",\"tool_calls\":", Of("tool_calls t", RunJsonSql.ToolCall, "t", page, ", t.id")),
            (",\"judge_results\":", $"select {RunJsonSql.JudgeResult}::text from eval.judge_results j where j.run_id = @id{scores} order by j.id"),
            ("}", null),
        ];
        await reader.WriteAsync(context.Response.BodyWriter, parts, parameters, context.RequestAborted);
    }

    private static async Task<IResult> ListItemsAsync(
        long id, HttpContext context, RunStore store, RunReader reader, string? cursor = null, string? limit = null, string? status = null, string? car_id = null,
        string? form = null)
    {
        var fields = new FieldReader("query");
        var size = fields.Number(limit, "limit", 1, 500) ?? 100;
        var parameters = With(
            ("id", id),
            ("after", fields.Number(cursor, "cursor", 0, int.MaxValue) ?? 0),
            ("size", size + 1),
            ("status", fields.OneOf(status?.ToUpperInvariant(), "status", ItemStatus.All)),
            ("car", fields.Number(car_id, "car_id", 1, long.MaxValue)));
        var (document, outputs) = fields.OneOf(form, "form", _forms) == "row"
            ? (RunJsonSql.Row, "")
            : (RunJsonSql.ListedItem, "left join eval.outputs o on o.run_item_id = i.id");
        fields.ThrowIfInvalid();
        _ = await store.FindAsync(id, context.RequestAborted) ?? throw RunsApi.Unknown(id);
        var rows = await reader.ReadAllAsync(
            $"""
            select {document}::text
            from eval.run_items i
            join eval.tests t on t.id = i.test_id
            left join eval.metrics m on m.run_item_id = i.id
            {outputs}
            where i.run_id = @id and i.ordinal > @after and (@status::text is null or i.status = @status) and (@car::bigint is null or i.car_id = @car)
            order by i.ordinal limit @size
            """,
            parameters,
            context.RequestAborted);
        var shown = rows.Take((int)size).ToList();
        var next = rows.Count > size ? OrdinalOf(shown[^1]).ToString() : "null";
        return Json($"{{\"items\":[{string.Join(',', shown)}],\"next_cursor\":{next}}}");
    }

    private static async Task<IResult> GetItemAsync(long id, long itemId, HttpContext context, RunReader reader) => Json(
        await reader.ReadOneAsync(
            $"""
            select json_build_object(
                'item', {RunJsonSql.Item}, 'test', {RunJsonSql.Test},
                'output', case when o.run_item_id is not null then {RunJsonSql.Output} end,
                'metric', case when m.run_item_id is not null then {RunJsonSql.Metric} end,
                'tool_calls', (
                    select coalesce(json_agg({RunJsonSql.ToolCall.Replace("t.", "c.", StringComparison.Ordinal)} order by c.id), '[]')
                    from eval.tool_calls c where c.run_id = @id and c.run_item_id = i.id),
                'judge_results', (
                    select coalesce(json_agg({RunJsonSql.JudgeResult} order by j.id), '[]') from eval.judge_results j where j.run_id = @id and j.run_item_id = i.id),
                'events', (
                    select coalesce(json_agg(json_build_object('seq', e.seq, 'type', e.event_type, 'data', e.payload::json) order by e.seq), '[]')
                    from eval.run_events e where e.run_id = @id and e.run_item_id = i.id
                        and e.event_type <> 'token.delta' and e.event_type <> 'reasoning.delta'))::text
            from eval.run_items i
            join eval.runs r on r.id = i.run_id and {Live}
            join eval.tests t on t.id = i.test_id
            left join eval.metrics m on m.run_item_id = i.id
            left join eval.outputs o on o.run_item_id = i.id
            where i.run_id = @id and i.id = @item
            """,
            With(("id", id), ("item", itemId)),
            context.RequestAborted)
        ?? throw new ServiceDefaults.Errors.NotFoundException($"Run {id} has no item {itemId}.", "run_item.not_found"));

    private static string Of(string table, string document, string alias, string page, string then = "") =>
        $"select {document}::text from eval.run_items i join eval.{table} on {alias}.run_item_id = i.id where i.run_id = @id{page} order by i.ordinal{then}";

    private static long OrdinalOf(string row) => System.Text.Json.JsonDocument.Parse(row).RootElement.GetProperty("ordinal").GetInt64();

    private static Dictionary<string, object?> With(params (string Name, object? Value)[] parameters) => parameters.ToDictionary(p => p.Name, p => p.Value);

    private static void Begin(HttpContext context) => context.Response.ContentType = "application/json; charset=utf-8";

    private static IResult Json(string document) => Results.Content(document, "application/json; charset=utf-8");
}
