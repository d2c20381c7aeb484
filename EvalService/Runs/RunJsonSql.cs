namespace Podium.EvalService.Runs;

/// <summary>
/// The objects of runs as PostgreSQL writes them: whole runs are sent row by row as they come, however long they are, without being read here. Names and
/// times are the seed's (naive UTC); what Podium adds comes behind.
/// </summary>
internal static class RunJsonSql
{
    public const string Run = """
        json_build_object(
            'id', r.id, 'suite_id', r.suite_id, 'status', r.status,
            'started_at', to_char(r.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            'finished_at', to_char(r.finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            'selected_car_ids_json', (select json_agg(c.car -> 'id' order by c.n) from jsonb_array_elements(r.cars) with ordinality c (car, n)),
            'judge_car_id_nullable', r.judge_car -> 'id',
            'items', {0},
            'mode', r.mode, 'repetitions', r.repetitions, 'warmups', r.warmups, 'label', r.label, 'is_baseline', r.is_baseline, 'demo', r.demo,
            'items_total', r.items_total, 'items_done', r.items_done, 'suite_name', s.name, 'suite_version', v.version,
            'suite_version_id', r.suite_version_id, 'cars', {1}, 'cars_total', jsonb_array_length(r.cars), 'judge_car', r.judge_car, 'limits', r.limits, 'error', r.error, 'wanted', r.wanted,
            'last_seq', r.last_seq, 'active_ms', r.active_ms, 'owner', json_build_object('id', r.owner_id, 'name', r.owner_name),
            'created_at', to_char(r.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'))
        """;

    public const string RunTables = "eval.runs r join eval.suites s on s.id = r.suite_id join eval.suite_versions v on v.id = r.suite_version_id";

    public const string Item = """
        json_build_object(
            'id', i.id, 'test_id', i.test_id, 'car_id', i.car_id, 'status', i.status, 'attempt_count', i.attempt_count,
            'started_at', to_char(i.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            'finished_at', to_char(i.finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            'error_message', i.error_message, 'error_code', i.error_code, 'ordinal', i.ordinal, 'repetition', i.repetition, 'is_warmup', i.is_warmup)
        """;

    public const string Output = """
        json_build_object(
            'run_item_id', o.run_item_id, 'request_messages_json', o.request_messages_json, 'streamed_text', o.streamed_text,
            'final_text', o.final_text, 'raw_provider_payload_json', o.payload, 'reasoning_text', o.reasoning_text, 'finish', o.finish,
            'response_model', o.response_model, 'served_by', o.served_by)
        """;

    public const string Metric = """
        json_build_object(
            'run_item_id', m.run_item_id, 'ttft_ms', round(m.ttft_us / 1000.0)::bigint, 'total_latency_ms', round(m.total_us / 1000.0)::bigint,
            'generation_ms', case when m.ttft_us is not null then greatest(1, round(m.total_us / 1000.0)::bigint - round(m.ttft_us / 1000.0)::bigint) end,
            'output_tokens', m.output_tokens, 'output_tokens_estimated', m.tokens_estimated,
            'tokens_per_sec', m.output_tokens * 1e6::double precision / nullif(m.total_us, 0), 'error_flag', m.error_flag,
            'queued_us', m.queued_us, 'first_byte_us', m.first_byte_us, 'ttft_us', m.ttft_us, 'first_answer_us', m.first_answer_us,
            'second_token_us', m.second_token_us, 'last_token_us', m.last_token_us, 'closed_us', m.closed_us, 'total_us', m.total_us,
            'token_events', m.token_events, 'itl_us', m.itl_us, 'output_tokens_per_s', m.output_tokens_per_s,
            'end_to_end_tokens_per_s', m.end_to_end_tokens_per_s, 'input_tokens', m.input_tokens, 'reasoning_tokens', m.reasoning_tokens,
            'cache_read_tokens', m.cache_read_tokens, 'cache_write_tokens', m.cache_write_tokens,
            'cost_pico_usd', m.cost_pico_usd::text, 'cost_usd', m.cost_pico_usd / 1e12, 'price_version', m.price_version,
            'server_load_us', m.server_load_us, 'server_prefill_us', m.server_prefill_us, 'server_decode_us', m.server_decode_us,
            'server_prefill_tokens', m.server_prefill_tokens, 'server_decode_tokens', m.server_decode_tokens,
            'checks_total', m.checks_total, 'checks_passed', m.checks_passed, 'check_score', m.check_score, 'passed', m.passed,
            'check_cost_pico_usd', m.check_cost_pico_usd::text)
        """;

    /// <summary>An item in a list, with the beginning of its answer.</summary>
    public const string ListedItem = $"""
        json_build_object(
            'ordinal', i.ordinal, 'item', {Item}, 'test_name', t.name, 'metric', case when m.run_item_id is not null then {Metric} end,
            'preview', left(o.final_text, 280))
        """;

    /// <summary>An item as a row of a table: a run may have ten thousand of them, and all are looked at.</summary>
    public const string Row = """
        json_build_object(
            'ordinal', i.ordinal, 'id', i.id, 'test_id', i.test_id, 'car_id', i.car_id, 'repetition', i.repetition, 'is_warmup', i.is_warmup,
            'status', i.status, 'test_name', t.name, 'checks_total', m.checks_total, 'checks_passed', m.checks_passed, 'passed', m.passed,
            'total_us', m.total_us)
        """;

    public const string ToolCall = """
        json_build_object(
            'run_item_id', t.run_item_id, 'loop_index', t.loop_index, 'tool_name', t.tool_name, 'args_json', t.args_json,
            'result_json', t.result_json, 'status', t.status, 'provider_style', t.provider_style)
        """;

    public const string JudgeResult = """
        json_build_object(
            'id', j.id, 'run_item_id', j.run_item_id, 'car_id', j.car_id, 'writing_score', j.writing_score, 'coding_score', j.coding_score,
            'tool_score', j.tool_score, 'overall', j.overall, 'rationale', j.rationale, 'parse_failed', j.parse_failed, 'self_judged', j.self_judged,
            'cost_pico_usd', j.cost_pico_usd::text)
        """;

    public const string Test = """
        json_build_object(
            'id', t.id, 'order_index', t.order_index, 'name', t.name, 'system_prompt', t.system_prompt, 'user_prompt', t.user_prompt,
            'expected_constraints', t.expected_constraints, 'tools_schema_json', t.tools_schema_json, 'checks', t.checks,
            'reference', t.reference, 'family', t.family)
        """;

    // What a list shows of each run: some may have a million items, or ten thousand cars.
    private const string FirstItems = $"""
        (select coalesce(json_agg({Item} order by i.ordinal), '[]') from eval.run_items i where i.run_id = r.id and i.ordinal <= 1000)
        """;

    private const string FirstCars = """
        case when jsonb_array_length(r.cars) <= 50 then r.cars else jsonb_path_query_array(r.cars, '$[0 to 49]') end
        """;

    public static string RunAlone { get; } = Filled("'[]'::json", "r.cars");

    public static string ListedWithItems { get; } = Filled(FirstItems, FirstCars);

    public static string ListedAlone { get; } = Filled("'[]'::json", FirstCars);

    private static string Filled(string items, string cars) =>
        Run.Replace("{0}", items, StringComparison.Ordinal).Replace("{1}", cars, StringComparison.Ordinal);
}
