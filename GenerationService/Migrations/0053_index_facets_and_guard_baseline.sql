-- The most frequent values of a kind without reading the rest: an installation may have seen very many model ids.
create index artifact_facets_top on generation.artifact_facets (kind, count desc, value) where count > 0;

-- A model that calls itself "baseline" does not become the baseline.
create or replace function generation.refresh_artifact_heads(models text[]) returns void language plpgsql as $$
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
        where a.model_id = m and a.deleted_at is null and (m <> 'baseline' or a.source_type = 'baseline')
        order by a.created_at desc, a.id desc
        limit 1) newest on true
    where h.model_id = m and h.artifact_id is distinct from newest.id;
end
$$;
