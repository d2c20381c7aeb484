-- How often in a row a run was taken by a worker without anything being stored about it: what nobody can store must not be tried for ever.
ALTER TABLE runs ADD COLUMN taken_at_seq bigint, ADD COLUMN idle_takes integer NOT NULL DEFAULT 0;
