-- The newest artifact of each model id (the list of GET /api/artifacts), and how many listed artifacts each facet value has.
-- Triggers keep both, so that no path that writes artifacts can forget: save, ingest, delete, restore, bulk load.
create table generation.artifact_heads (
    model_id    text primary key,
    artifact_id uuid references generation.artifacts (id) on delete set null,
    -- Label without case and accents: what the list is sorted by.
    label_key   text collate "C"
);

create index artifact_heads_label on generation.artifact_heads (label_key, (model_id collate "C")) where artifact_id is not null;

create table generation.artifact_facets (
    kind  text not null,
    value text not null,
    count bigint not null,
    primary key (kind, value)
);

create function generation.refresh_artifact_heads(models text[]) returns void language plpgsql as $$
begin
    insert into generation.artifact_heads (model_id)
    select distinct m from unnest(models) m order by m
    on conflict do nothing;

    -- The row locks make writers of one model take turns; the update below is a new statement and so sees what the one before committed.
    perform 1 from generation.artifact_heads where model_id = any (models) order by model_id for update;

    update generation.artifact_heads h
    set artifact_id = newest.id,
        label_key = lower(regexp_replace(normalize(newest.label, nfd), '[\u0300-\u036f]', '', 'g'))
    from unnest(models) m
    left join lateral (
        select a.id, a.label from generation.artifacts a
        where a.model_id = m and a.deleted_at is null
        order by a.created_at desc, a.id desc
        limit 1) newest on true
    where h.model_id = m and h.artifact_id is distinct from newest.id;
end
$$;

create function generation.on_artifacts_added() returns trigger language plpgsql as $$
begin
    -- In key order, so that two writers never lock the same rows in opposite orders.
    insert into generation.artifact_facets as facet (kind, value, count)
    select f.kind, f.value, count(*)
    from added a
    cross join lateral (values ('vendor', a.vendor), ('model', a.model_id), ('provider', a.provider), ('task', a.task_id)) f (kind, value)
    where a.listed and f.value is not null
    group by f.kind, f.value
    order by f.kind, f.value
    on conflict (kind, value) do update set count = facet.count + excluded.count;

    perform generation.refresh_artifact_heads(array(select distinct model_id from added));
    return null;
end
$$;

create function generation.on_artifacts_changed() returns trigger language plpgsql as $$
begin
    insert into generation.artifact_facets as facet (kind, value, count)
    select f.kind, f.value, sum(f.step)
    from (select 1 as step, a.* from added a union all select -1, r.* from removed r) a
    cross join lateral (values ('vendor', a.vendor, a.step), ('model', a.model_id, a.step),
                               ('provider', a.provider, a.step), ('task', a.task_id, a.step)) f (kind, value, step)
    where a.listed and f.value is not null
    group by f.kind, f.value
    having sum(f.step) <> 0
    order by f.kind, f.value
    on conflict (kind, value) do update set count = facet.count + excluded.count;

    perform generation.refresh_artifact_heads(array(select distinct model_id from added));
    return null;
end
$$;

create function generation.on_artifacts_removed() returns trigger language plpgsql as $$
begin
    update generation.artifact_facets facet set count = facet.count - gone.count
    from (select f.kind, f.value, count(*) as count
          from removed a
          cross join lateral (values ('vendor', a.vendor), ('model', a.model_id), ('provider', a.provider), ('task', a.task_id)) f (kind, value)
          where a.listed and f.value is not null
          group by f.kind, f.value) gone
    where facet.kind = gone.kind and facet.value = gone.value;

    perform generation.refresh_artifact_heads(array(select distinct model_id from removed));
    return null;
end
$$;

create trigger artifacts_added after insert on generation.artifacts
    referencing new table as added
    for each statement execute function generation.on_artifacts_added();

create trigger artifacts_changed after update on generation.artifacts
    referencing old table as removed new table as added
    for each statement execute function generation.on_artifacts_changed();

create trigger artifacts_removed after delete on generation.artifacts
    referencing old table as removed
    for each statement execute function generation.on_artifacts_removed();
