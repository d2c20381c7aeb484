-- HTML and raw answers are content-addressed: a page sent twice is stored once, and its hash is the ETag.
create table generation.pages (
    sha256     bytea primary key check (octet_length(sha256) = 32),
    gzip       bytea not null,
    bytes      integer not null,
    -- Facts read from the markup (PageFacts); null when the page was too hostile to parse within bounds.
    facts      jsonb,
    created_at timestamptz not null default now()
);

create table generation.raw_answers (
    sha256     bytea primary key check (octet_length(sha256) = 32),
    gzip       bytea not null,
    bytes      integer not null,
    created_at timestamptz not null default now()
);

-- Already gzip: a second compression by the server would cost time and save nothing.
alter table generation.pages alter column gzip set storage external;
alter table generation.raw_answers alter column gzip set storage external;

create table generation.artifacts (
    id                  uuid primary key,
    model_id            text not null,
    label               text not null,
    provider            text not null,
    vendor              text not null,
    used_provider       text,
    source_type         text not null check (source_type in ('model', 'agent', 'baseline')),
    source_ref          text,
    task_id             text,
    prompt_version      text not null,
    created_at          timestamptz not null,
    author_id           text not null,
    author_name         text not null,
    demo                boolean not null,
    truncated           boolean not null,
    bytes               integer not null,
    page_sha256         bytea not null references generation.pages (sha256),
    raw_sha256          bytea references generation.raw_answers (sha256),
    parent_id           uuid references generation.artifacts (id),
    generation_id       uuid,
    session_id          uuid,
    input_tokens        bigint,
    output_tokens       bigint,
    cached_input_tokens bigint,
    cache_write_tokens  bigint,
    reasoning_tokens    bigint,
    -- Pico-dollars (1e-12 USD); null is unknown.
    cost_pico_usd       bigint,
    -- The whole cost with the prices it was computed from, as it was on the day.
    cost                jsonb,
    ttft_ms             double precision,
    total_ms            double precision,
    tokens_per_second   double precision,
    timings             jsonb,
    -- A manual ingestion replaces its author's earlier one of the same model id; the older revision stays readable by its id.
    superseded          boolean not null default false,
    deleted_at          timestamptz,
    deleted_by          text,
    listed              boolean not null generated always as (deleted_at is null and not superseded) stored,
    -- Sort keys without nulls, so that one keyset comparison serves every order: unknown sorts last, and demos are never ranked.
    cost_rank           bigint not null generated always as (coalesce(cost_pico_usd, 9223372036854775807)) stored,
    speed_rank          bigint not null generated always as (
                            case when demo or total_ms is null then 9223372036854775807 else (total_ms * 1000)::bigint end) stored,
    words               tsvector not null
);

-- Saving is idempotent per generation: a worker that dies after the insert may repeat it.
create unique index artifacts_generation on generation.artifacts (generation_id) where generation_id is not null;

-- One current manual ingestion per model id, whoever is first.
create unique index artifacts_ingested on generation.artifacts (model_id)
    where generation_id is null and not superseded and deleted_at is null;

create index artifacts_session on generation.artifacts (session_id, id) where session_id is not null;
create index artifacts_parent on generation.artifacts (parent_id) where parent_id is not null;
create index artifacts_model_newest_any on generation.artifacts (model_id, created_at desc, id desc) where deleted_at is null;
create index artifacts_words on generation.artifacts using gin (words) where listed;

-- Every pair of one filter and one order has its index: a gallery page costs the same at a hundred artifacts and at a hundred thousand,
-- whatever the planner believes about how price follows vendor. An artifact is written once per model answer, so the writes are cheap.
create index artifacts_newest            on generation.artifacts (created_at desc, id desc) where listed;
create index artifacts_newest_model      on generation.artifacts (model_id, created_at desc, id desc) where listed;
create index artifacts_newest_vendor     on generation.artifacts (vendor, created_at desc, id desc) where listed;
create index artifacts_newest_provider   on generation.artifacts (provider, created_at desc, id desc) where listed;
create index artifacts_newest_task       on generation.artifacts (task_id, created_at desc, id desc) where listed;
create index artifacts_newest_author     on generation.artifacts (author_id, created_at desc, id desc) where listed;
create index artifacts_newest_source     on generation.artifacts (source_type, created_at desc, id desc) where listed;
create index artifacts_newest_demo       on generation.artifacts (demo, created_at desc, id desc) where listed;
create index artifacts_cheapest          on generation.artifacts (cost_rank, id) where listed;
create index artifacts_cheapest_model    on generation.artifacts (model_id, cost_rank, id) where listed;
create index artifacts_cheapest_vendor   on generation.artifacts (vendor, cost_rank, id) where listed;
create index artifacts_cheapest_provider on generation.artifacts (provider, cost_rank, id) where listed;
create index artifacts_cheapest_task     on generation.artifacts (task_id, cost_rank, id) where listed;
create index artifacts_fastest           on generation.artifacts (speed_rank, id) where listed;
create index artifacts_fastest_model     on generation.artifacts (model_id, speed_rank, id) where listed;
create index artifacts_fastest_vendor    on generation.artifacts (vendor, speed_rank, id) where listed;
create index artifacts_fastest_provider  on generation.artifacts (provider, speed_rank, id) where listed;
create index artifacts_fastest_task      on generation.artifacts (task_id, speed_rank, id) where listed;
create index artifacts_lightest          on generation.artifacts (bytes, id) where listed;
create index artifacts_lightest_model    on generation.artifacts (model_id, bytes, id) where listed;
create index artifacts_lightest_vendor   on generation.artifacts (vendor, bytes, id) where listed;
create index artifacts_lightest_provider on generation.artifacts (provider, bytes, id) where listed;
create index artifacts_lightest_task     on generation.artifacts (task_id, bytes, id) where listed;
