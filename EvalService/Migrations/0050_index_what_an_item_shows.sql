-- The events of one item as its inspector shows them: of neither the answer nor the reasoning, which are kept whole beside it.
DROP INDEX run_events_by_item;
CREATE INDEX run_events_by_item ON run_events (run_id, run_item_id, seq) WHERE event_type <> 'token.delta' AND event_type <> 'reasoning.delta';
