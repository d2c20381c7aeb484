-- Time in which a worker drove the run: what max_seconds is about. Pauses and restarts do not count.
ALTER TABLE runs ADD COLUMN active_ms bigint NOT NULL DEFAULT 0;

-- How often a worker died while it held the item: one that kills its workers must not do so for ever.
ALTER TABLE run_items ADD COLUMN takeovers integer NOT NULL DEFAULT 0;

-- The events of one item, for its inspector.
CREATE INDEX run_events_by_item ON run_events (run_id, run_item_id, seq) WHERE event_type <> 'token.delta';
