-- A generation is a job of the server. No column holds a key: keys live in the memory of the worker that runs the job, and nowhere else.
create table generation.generations (
    id                  uuid primary key,
    owner_id            text not null,
    owner_name          text not null,
    session_id          uuid,
    idempotency_key     text,
    request_sha256      bytea,
    state               text not null check (state in ('queued', 'running', 'complete', 'failed', 'cancelled', 'interrupted')),
    provider            text not null,
    model_id            text not null,
    label               text not null,
    vendor              text not null,
    task_id             text not null,
    prompt_version      text not null,
    demo                boolean not null,
    planned_attempts    integer not null,
    -- What was asked, without any key: enough to show and to repeat it.
    request             jsonb not null,
    parent_artifact_id  uuid,
    created_at          timestamptz not null,
    started_at          timestamptz,
    finished_at         timestamptz,
    artifact_id         uuid,
    used_model          text,
    used_provider       text,
    finish_reason       text,
    truncated           boolean not null default false,
    error               jsonb,
    attempts            jsonb not null default '[]',
    usage               jsonb,
    -- With the prices it was computed from, as they were on the day.
    cost                jsonb,
    timings             jsonb,
    -- The number of the last event, known when the generation has ended; rows of generation_events beyond it are a lost worker's.
    last_sequence       bigint,
    cancel_requested_at timestamptz,
    -- Who runs it, and until when that is believed without a sign of life.
    worker_id           uuid,
    lease_until         timestamptz,
    events_removed_at   timestamptz,
    check ((finished_at is null) = (state in ('queued', 'running')))
);

create unique index generations_idempotency on generation.generations (owner_id, idempotency_key) where idempotency_key is not null;

-- Identifiers are UUIDv7, so their order is the order of creation.
create index generations_owner on generation.generations (owner_id, id desc);
create index generations_session on generation.generations (session_id, id desc) where session_id is not null;
create index generations_leases on generation.generations (lease_until) where finished_at is null;
create index generations_retention on generation.generations (finished_at) where finished_at is not null and events_removed_at is null;
