-- Identities are never given out twice: a result of a run keeps meaning the car it is of.
create table generation.connections (
    id              bigint generated always as identity primary key,
    name            text not null,
    type            text not null,
    base_url        text not null,
    api_key_env_var text,
    -- v1.<nonce>.<cipher and tag>; opens only with PODIUM_SECRET_KEY, and only for this row.
    api_key_sealed  text,
    is_demo         boolean not null default false,
    owner_id        text not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);

create unique index connections_by_name on generation.connections (lower(name));

create table generation.cars (
    id               bigint generated always as identity primary key,
    name             text not null,
    connection_id    bigint not null references generation.connections on delete cascade,
    model_name       text not null,
    -- Null: not sent.
    temperature      double precision,
    top_p            double precision,
    top_k            integer,
    max_tokens       integer,
    -- An array of texts.
    stop_json        json,
    seed             bigint,
    reasoning_effort text,
    owner_id         text not null,
    created_at       timestamptz not null default now()
);

create unique index cars_by_name on generation.cars (lower(name));
create index cars_by_connection on generation.cars (connection_id);

create table generation.provider_settings (
    provider_type    text primary key,
    -- In the order in which types are listed.
    position         integer not null unique,
    max_in_flight    integer not null,
    timeout_ms       integer not null,
    retry_count      integer not null,
    retry_backoff_ms integer not null
);

insert into generation.provider_settings (provider_type, position, max_in_flight, timeout_ms, retry_count, retry_backoff_ms) values
    ('OLLAMA', 1, 1, 90000, 1, 500),
    ('OPENAI', 2, 1, 90000, 1, 500),
    ('ANTHROPIC', 3, 1, 90000, 1, 500),
    ('OPENROUTER', 4, 1, 90000, 1, 500),
    ('OPENAI_COMPAT', 5, 1, 90000, 1, 500),
    ('LLAMACPP_OPENAI', 6, 1, 90000, 1, 500),
    ('CUSTOM', 7, 1, 90000, 1, 500),
    ('GOOGLE', 8, 1, 90000, 1, 500),
    ('HUGGINGFACE', 9, 1, 90000, 1, 500),
    -- They compute nothing, and a race of all of them at once is what a newcomer should see.
    ('DEMO', 10, 8, 90000, 1, 500);
