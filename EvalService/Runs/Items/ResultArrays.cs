using Npgsql;
using NpgsqlTypes;
using Podium.EvalService.Runs.Events;

namespace Podium.EvalService.Runs.Items;

/// <summary>A few results as part of a statement whose <c>fenced</c> gives the run's id: no rows of it, no results.</summary>
internal static class ResultArrays
{
    private const string OutputColumns =
        "run_item_id, request_messages_json, streamed_text, final_text, reasoning_text, finish, response_model, served_by, payload";

    private const string ToolColumns = "run_item_id, loop_index, tool_name, args_json, result_json, status, provider_style";

    private static readonly int _outputs = OutputColumns.Split(',').Length;
    private static readonly int _metrics = MetricColumns.Names.Count + 1;
    private static readonly int _tools = ToolColumns.Split(',').Length;

    /// <param name="first">The number of the first parameter.</param>
    public static string Sql(int first)
    {
        var metrics = string.Join(", ", MetricColumns.Names);
        return $"""
            outputs as (
                insert into eval.outputs (run_id, {OutputColumns})
                select f.id, o.* from fenced f cross join unnest({ArrayParameters.Names(first, _outputs)}) as o ({OutputColumns})),
            metrics as (
                insert into eval.metrics (run_id, run_item_id, {metrics})
                select f.id, m.* from fenced f cross join unnest({ArrayParameters.Names(first + _outputs, _metrics)}) as m (run_item_id, {metrics})),
            tools as (
                insert into eval.tool_calls (run_id, {ToolColumns})
                select f.id, t.* from fenced f cross join unnest({ArrayParameters.Names(first + _outputs + _metrics, _tools)}) as t ({ToolColumns}))
            """;
    }

    public static void AddTo(NpgsqlCommand command, IReadOnlyList<ItemResult> results)
    {
        AddOutputs(command, [.. results.Where(r => r.Output is not null)]);
        AddMetrics(command, results);
        AddTools(command, [.. results.SelectMany(r => r.ToolCalls.Select(call => (r.ItemId, call)))]);
    }

    private static void AddOutputs(NpgsqlCommand command, ItemResult[] results)
    {
        void Texts(Func<ItemOutput, string?> of) =>
            command.AddColumn(NpgsqlDbType.Text, Array.ConvertAll(results, r => StorableText.Of(of(r.Output!))));

        command.AddColumn(NpgsqlDbType.Bigint, Array.ConvertAll(results, r => r.ItemId));
        command.AddColumn(NpgsqlDbType.Json, Array.ConvertAll(results, r => r.Output!.MessagesJson));
        Texts(o => o.StreamedText);
        Texts(o => o.FinalText);
        Texts(o => o.ReasoningText);
        Texts(o => o.Finish);
        Texts(o => o.ResponseModel);
        Texts(o => o.ServedBy);
        command.AddColumn(NpgsqlDbType.Json, Array.ConvertAll(results, r => r.Output!.PayloadJson));
    }

    private static void AddMetrics(NpgsqlCommand command, IReadOnlyList<ItemResult> results)
    {
        T[] Of<T>(Func<ItemMetrics, T> value) => [.. results.Select(r => value(r.Metrics))];

        command.AddColumn(NpgsqlDbType.Bigint, results.Select(r => r.ItemId).ToArray());
        Array.ForEach(MetricColumns.Counts, c => command.AddColumn(NpgsqlDbType.Bigint, Of(c.Of)));
        Array.ForEach(MetricColumns.Rates, c => command.AddColumn(NpgsqlDbType.Double, Of(c.Of)));
        Array.ForEach(MetricColumns.Numbers, c => command.AddColumn(NpgsqlDbType.Integer, Of(c.Of)));
        Array.ForEach(MetricColumns.Truths, c => command.AddColumn(NpgsqlDbType.Boolean, Of(c.Of)));
        command.AddColumn(NpgsqlDbType.Text, Of(m => StorableText.Of(m.PriceVersion)));
    }

    private static void AddTools(NpgsqlCommand command, (long ItemId, ToolCallRecord Call)[] calls)
    {
        void Column<T>(NpgsqlDbType type, Func<ToolCallRecord, T> of) => command.AddColumn(type, Array.ConvertAll(calls, c => of(c.Call)));

        command.AddColumn(NpgsqlDbType.Bigint, Array.ConvertAll(calls, c => c.ItemId));
        Column(NpgsqlDbType.Integer, c => c.Loop);
        Column(NpgsqlDbType.Text, c => StorableText.Of(c.Name));
        Column(NpgsqlDbType.Json, c => c.ArgumentsJson);
        Column(NpgsqlDbType.Json, c => c.ResultJson);
        Column(NpgsqlDbType.Text, c => StorableText.Of(c.Status));
        Column(NpgsqlDbType.Text, c => StorableText.Of(c.Style));
    }
}
