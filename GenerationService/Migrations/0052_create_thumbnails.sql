-- One picture per distinct page, and at the same time the queue of those still to be rendered.
create table generation.thumbnails (
    page_sha256 bytea primary key references generation.pages (sha256),
    state       text not null default 'pending' check (state in ('pending', 'ready', 'failed')),
    attempts    integer not null default 0,
    -- Whoever renders holds the row until then; a renderer that died loses it by time.
    lease_until timestamptz,
    lease_owner text,
    image       bytea,
    media_type  text,
    failure     text,
    created_at  timestamptz not null default now(),
    finished_at timestamptz
);

alter table generation.thumbnails alter column image set storage external;

-- Newest first: the page someone waits for is the one just made.
create index thumbnails_pending on generation.thumbnails (created_at desc) where state = 'pending';
