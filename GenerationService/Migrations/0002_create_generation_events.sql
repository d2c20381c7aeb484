-- The events of a generation as the bytes of its event stream: one row per group commit, which may hold many events.
-- No foreign key: it would cost a lookup per row in the one place where rows are many, and retention removes by generation anyway.
create table generation.generation_events (
    generation_id  uuid not null,
    first_sequence bigint not null,
    last_sequence  bigint not null,
    frames         bytea not null,
    primary key (generation_id, first_sequence)
);

-- Rows are removed by the thousand when their generations age out; vacuum soon, so that the table stays the size of a day.
alter table generation.generation_events set (autovacuum_vacuum_scale_factor = 0.05);
