CREATE TABLE runs (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    suite_id         bigint NOT NULL REFERENCES suites ON DELETE RESTRICT,
    suite_version_id bigint NOT NULL REFERENCES suite_versions ON DELETE RESTRICT,
    owner_id         text NOT NULL,
    owner_name       text NOT NULL,
    owner_role       text NOT NULL,
    -- QUEUED, RUNNING, PAUSED, COMPLETED, FAILED, CANCELLED
    status           text NOT NULL DEFAULT 'QUEUED',
    -- running, pause, cancel: what a person asked for; the worker follows.
    wanted           text NOT NULL DEFAULT 'run',
    -- sequential or head_to_head
    mode             text NOT NULL DEFAULT 'sequential',
    -- The cars and their connections (without keys) as they were at the start, in the chosen order.
    cars             jsonb NOT NULL,
    judge_car        jsonb,
    repetitions      integer NOT NULL DEFAULT 1,
    warmups          integer NOT NULL DEFAULT 0,
    -- limits: max_seconds, max_cost_pico_usd, max_errors
    limits           jsonb NOT NULL DEFAULT '{}',
    label            text,
    is_baseline      boolean NOT NULL DEFAULT false,
    demo             boolean NOT NULL DEFAULT false,
    items_total      integer NOT NULL,
    items_done       integer NOT NULL DEFAULT 0,
    error            text,
    last_seq         bigint NOT NULL DEFAULT 0,
    -- One worker drives a run at a time; every write of a worker names the epoch it was given, so a late one writes nothing.
    worker_id        uuid,
    epoch            integer NOT NULL DEFAULT 0,
    lease_until      timestamptz,
    idempotency_key  text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    deleted_at       timestamptz
);

CREATE INDEX runs_newest ON runs (id DESC) WHERE deleted_at IS NULL;
CREATE INDEX runs_to_drive ON runs (id) WHERE status IN ('QUEUED', 'RUNNING') AND deleted_at IS NULL;
CREATE INDEX runs_by_suite ON runs (suite_id, id DESC) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX runs_by_idempotency_key ON runs (owner_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE run_items (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id        bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
    -- Position in the order of the run, from 1.
    ordinal       integer NOT NULL,
    test_id       bigint NOT NULL REFERENCES tests ON DELETE RESTRICT,
    car_id        bigint NOT NULL,
    repetition    integer NOT NULL DEFAULT 1,
    is_warmup     boolean NOT NULL DEFAULT false,
    -- PENDING, RUNNING, COMPLETED, FAILED, PARTIAL_TOOL_SUPPORT, CANCELLED
    status        text NOT NULL DEFAULT 'PENDING',
    attempt_count integer NOT NULL DEFAULT 0,
    started_at    timestamptz,
    finished_at   timestamptz,
    error_message text,
    error_code    text,
    UNIQUE (run_id, ordinal)
);

CREATE INDEX run_items_open ON run_items (run_id, ordinal) WHERE status IN ('PENDING', 'RUNNING');

-- The one result of an item: a second one violates its key.
CREATE TABLE outputs (
    run_item_id           bigint PRIMARY KEY REFERENCES run_items ON DELETE CASCADE,
    run_id                bigint NOT NULL,
    request_messages_json json NOT NULL,
    streamed_text         text,
    final_text            text,
    reasoning_text        text,
    finish                text,
    response_model        text,
    served_by             text,
    -- The seed's raw_provider_payload_json: provider, attempts, assertions.
    payload               json NOT NULL
);

CREATE INDEX outputs_by_run ON outputs (run_id);

CREATE TABLE metrics (
    run_item_id             bigint PRIMARY KEY REFERENCES run_items ON DELETE CASCADE,
    run_id                  bigint NOT NULL,
    -- Microseconds on the clock beside the provider's socket (docs/measures); null: it never came.
    queued_us               bigint,
    first_byte_us           bigint,
    ttft_us                 bigint,
    first_answer_us         bigint,
    second_token_us         bigint,
    last_token_us           bigint,
    closed_us               bigint,
    -- From the first request of the item to the end of its last tool loop, attempts that failed and waits included.
    total_us                bigint,
    token_events            integer,
    itl_us                  double precision,
    output_tokens_per_s     double precision,
    end_to_end_tokens_per_s double precision,
    input_tokens            bigint,
    output_tokens           bigint,
    reasoning_tokens        bigint,
    cache_read_tokens       bigint,
    cache_write_tokens      bigint,
    tokens_estimated        boolean NOT NULL DEFAULT false,
    cost_pico_usd           bigint,
    price_version           text,
    -- What a local server says about itself.
    server_load_us          bigint,
    server_prefill_us       bigint,
    server_decode_us        bigint,
    server_prefill_tokens   bigint,
    server_decode_tokens    bigint,
    checks_total            integer,
    checks_passed           integer,
    check_score             double precision,
    passed                  boolean,
    error_flag              boolean NOT NULL DEFAULT false
);

CREATE INDEX metrics_by_run ON metrics (run_id);

CREATE TABLE tool_calls (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id         bigint NOT NULL,
    run_item_id    bigint NOT NULL REFERENCES run_items ON DELETE CASCADE,
    loop_index     integer NOT NULL,
    tool_name      text NOT NULL,
    args_json      json NOT NULL,
    result_json    json NOT NULL,
    status         text NOT NULL,
    provider_style text NOT NULL
);

CREATE INDEX tool_calls_by_item ON tool_calls (run_id, run_item_id);

CREATE TABLE judge_results (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id         bigint NOT NULL REFERENCES runs ON DELETE CASCADE,
    run_item_id    bigint REFERENCES run_items ON DELETE CASCADE,
    car_id         bigint,
    writing_score  double precision,
    coding_score   double precision,
    tool_score     double precision,
    overall        double precision,
    rationale      text NOT NULL,
    parse_failed   boolean NOT NULL DEFAULT false,
    self_judged    boolean NOT NULL DEFAULT false,
    cost_pico_usd  bigint,
    created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX judge_results_by_item ON judge_results (run_id, run_item_id) WHERE run_item_id IS NOT NULL;

-- Written in batches by COPY; seq is given by the worker that holds the run, gapless from 1.
CREATE TABLE run_events (
    run_id      bigint NOT NULL,
    seq         bigint NOT NULL,
    run_item_id bigint,
    event_type  text NOT NULL,
    payload     text NOT NULL,
    PRIMARY KEY (run_id, seq)
);
