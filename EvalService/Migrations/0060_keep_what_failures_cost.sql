-- What earlier tries of an item have cost whose metrics are gone: an item that is run again was paid for already.
ALTER TABLE run_items ADD COLUMN paid_before_pico_usd bigint NOT NULL DEFAULT 0;

-- How often a worker gave the judging back because its process ended: that says nothing against the judging.
ALTER TABLE judgings ADD COLUMN releases integer NOT NULL DEFAULT 0;
