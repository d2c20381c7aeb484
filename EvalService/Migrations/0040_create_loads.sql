CREATE TABLE loads (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id        text NOT NULL,
    owner_name      text NOT NULL,
    owner_role      text NOT NULL,
    name            text,
    -- QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED, INTERRUPTED
    status          text NOT NULL DEFAULT 'QUEUED',
    -- run or cancel: what a person asked for; the worker follows.
    wanted          text NOT NULL DEFAULT 'run',
    -- What is done to the cars, as it was asked for.
    plan            jsonb NOT NULL,
    -- The messages of each request in turn, as they were at the start.
    prompts         jsonb NOT NULL,
    -- The cars and their connections (without keys) as they were at the start, in the chosen order.
    cars            jsonb NOT NULL,
    -- Two loads on one connection would measure each other: the worker lets one of them wait.
    connection_ids  bigint[] NOT NULL,
    demo            boolean NOT NULL DEFAULT false,
    -- Why it ended before its plan did.
    ended_because   text,
    requests_done   integer NOT NULL DEFAULT 0,
    requests_kept   boolean NOT NULL DEFAULT true,
    last_seq        bigint NOT NULL DEFAULT 0,
    -- One worker drives a load; every write of it names the epoch it was given, so a late one writes nothing.
    worker_id       uuid,
    epoch           integer NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    idempotency_key text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz
);

CREATE INDEX loads_open ON loads (id) WHERE status IN ('QUEUED', 'RUNNING');
CREATE UNIQUE INDEX loads_by_idempotency_key ON loads (owner_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- One car at one level. Its result is there once it has ended.
CREATE TABLE load_stages (
    load_id  bigint NOT NULL REFERENCES loads ON DELETE CASCADE,
    ordinal  integer NOT NULL,
    car_id   bigint NOT NULL,
    stage    integer NOT NULL,
    mark     jsonb NOT NULL,
    result   jsonb,
    PRIMARY KEY (load_id, ordinal)
);

-- One request. Microseconds: those of the schedule since the load began, those of the answer since its body was handed to the socket.
CREATE TABLE load_requests (
    load_id        bigint NOT NULL REFERENCES loads ON DELETE CASCADE,
    n              integer NOT NULL,
    -- The ordinal of its stage; null for a warm-up.
    stage          integer,
    car_id         bigint NOT NULL,
    -- ok, failed, rejected, unfinished
    outcome        text NOT NULL,
    scheduled_us   bigint NOT NULL,
    lag_us         bigint NOT NULL,
    queued_us      bigint NOT NULL,
    ended_us       bigint NOT NULL,
    first_token_us bigint,
    first_answer_us bigint,
    last_token_us  bigint,
    closed_us      bigint,
    token_events   integer,
    input_tokens   bigint,
    output_tokens  bigint,
    cost_pico_usd  bigint,
    server_load_us bigint,
    finish         text,
    error_code     text,
    error          text,
    PRIMARY KEY (load_id, n)
);

-- About one a second; seq is given by the worker that holds the load, gapless from 1.
CREATE TABLE load_events (
    load_id    bigint NOT NULL REFERENCES loads ON DELETE CASCADE,
    seq        bigint NOT NULL,
    event_type text NOT NULL,
    payload    text NOT NULL,
    PRIMARY KEY (load_id, seq)
);
